import type { FollowerEvent, FollowerMessage } from '../../simulator/platform/message-fields.ts';
import type { PageTexts } from './texts/page-texts.ts';
import type { FollowerView } from './view.ts';

/** `14:05`, as between WeChat's bubbles. */
export function timeOfDay(at: number): string {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes()].map((n) => String(n).padStart(2, '0')).join(':');
}

/** `47:59` hours and minutes, `0:58` minutes and seconds when it is less than an hour. */
export function timeLeft(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [whole, rest] =
    seconds >= 3600
      ? [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)]
      : [Math.floor(seconds / 60), seconds % 60];
  return `${whole}:${String(rest).padStart(2, '0')}${seconds >= 3600 ? ' h' : ''}`;
}

/** The name of a follower: one that was chosen, or the page's own. */
export function nameOf({ name, number }: FollowerView, texts: PageTexts): string {
  return name ?? texts.names[number - 1] ?? texts.follower(number);
}

/** What a follower sent or did, in a few words. */
export function describe(
  message: FollowerMessage | FollowerEvent | undefined,
  texts: PageTexts,
): string {
  if (message === undefined) return '';
  if ('event' in message) {
    const detail =
      'scene' in message && message.scene
        ? message.scene
        : 'key' in message
          ? (texts.menu.find(({ key }) => key === message.key)?.name ?? message.key)
          : '';
    return `${texts.did[message.event] ?? message.event}${detail ? ` “${detail}”` : ''}`;
  }
  switch (message.type) {
    case 'text':
      return message.content;
    case 'location':
      return `[${texts.tools.location}] ${message.label ?? ''}`;
    case 'link':
    case 'file':
      return `[${texts.tools[message.type]}] ${message.title}`;
    case 'image':
      return `[${texts.tools.picture}]`;
    case 'voice':
    case 'video':
      return `[${texts.tools[message.type]}]`;
    case 'sticker':
      return texts.did['sticker'] ?? '';
    default:
      return message.type;
  }
}

/** XML with one element per line. */
export function indentXml(xml: string): string {
  let depth = 0;
  const pieces = xml.match(/<!\[CDATA\[[\s\S]*?\]\]>|<\/[^>]+>|<[^>]+>|[^<]+/g) ?? [];
  let out = '';
  let isLeaf = false;
  for (const piece of pieces) {
    if (piece.startsWith('</')) {
      depth -= 1;
      out += isLeaf ? piece : `\n${'  '.repeat(depth)}${piece}`;
      isLeaf = false;
    } else if (piece.startsWith('<') && !piece.startsWith('<![')) {
      out += `\n${'  '.repeat(depth)}${piece}`;
      depth += 1;
      isLeaf = true;
    } else out += piece;
  }
  return out.trim();
}
