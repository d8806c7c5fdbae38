import type { PageEvent } from './page-events.ts';

/** The longest string in an event: far more than any text that WeChat shows. */
const LONGEST_TEXT = 32_000;
/** An event that is larger although its strings are short loses what it carries of a call or an answer. */
const MOST_BYTES = 128 * 1024;

/** The same event, or one whose long texts are cut: a bot's answer or API call may have a megabyte. */
export function shortenEvent(event: PageEvent): PageEvent {
  const json = JSON.stringify(event);
  if (json.length <= LONGEST_TEXT) return event;
  const shortened = JSON.parse(json, (_, value: unknown) =>
    typeof value === 'string' ? shorten(value, LONGEST_TEXT) : value,
  ) as PageEvent;
  if (Buffer.byteLength(JSON.stringify(shortened)) <= MOST_BYTES) return shortened;
  if (shortened.type === 'api-call') {
    return { ...shortened, body: shorten(JSON.stringify(shortened.body), LONGEST_TEXT) };
  }
  return JSON.parse(JSON.stringify(shortened), (_, value: unknown) =>
    typeof value === 'string' ? shorten(value, LONGEST_TEXT / 8) : value,
  ) as PageEvent;
}

function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)}… (+${text.length - length})`;
}
