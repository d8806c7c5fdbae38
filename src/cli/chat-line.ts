import type { FollowerEvent, FollowerMessage } from '../simulator/platform/platform.ts';

/** The request of a typed line to the terminal follower. */
export type ChatLine =
  | { readonly do: 'say'; readonly text: string }
  /** The number of a shown choice, from 1. */
  | { readonly do: 'tap'; readonly number: number }
  | { readonly do: 'send'; readonly message: FollowerMessage }
  | { readonly do: 'event'; readonly event: FollowerEvent }
  | { readonly do: 'help' | 'quit' | 'nothing' }
  | { readonly do: 'explain'; readonly command: string };

/** Parses a line. A bare number is a tap only while that many choices are shown. */
export function parseChatLine(line: string, choicesShown: number): ChatLine {
  const text = line.trim();
  if (text === '') return { do: 'nothing' };
  const number = Number(/^\[?(\d{1,2})\]?$/.exec(text)?.[1] ?? 0);
  if (number >= 1 && number <= choicesShown) return { do: 'tap', number };
  // Only a whole word is a command, because WeChat's own emoticons begin with a slash too, such as /::)
  const [, command, rest = ''] = /^\/([a-z]+)(?:\s+(.*))?$/s.exec(text) ?? [];
  return command === undefined ? { do: 'say', text } : parseCommand(command, rest);
}

function parseCommand(command: string, rest: string): ChatLine {
  switch (command) {
    case 'help':
    case 'quit':
      return { do: command };
    case 'say':
      return rest === '' ? { do: 'nothing' } : { do: 'say', text: rest };
    case 'subscribe':
      return { do: 'event', event: { event: 'subscribe', ...(rest ? { scene: rest } : {}) } };
    case 'unsubscribe':
      return { do: 'event', event: { event: 'unsubscribe' } };
    case 'scan':
      return { do: 'event', event: { event: 'scan', scene: rest } };
    case 'click':
      return { do: 'event', event: { event: 'click', key: rest } };
    case 'image':
    case 'voice':
    case 'sticker':
      return { do: 'send', message: { type: command } };
    case 'location':
      return {
        do: 'send',
        message: { type: 'location', latitude: 23.1345, longitude: 113.3588, label: rest },
      };
    default:
      return { do: 'explain', command };
  }
}
