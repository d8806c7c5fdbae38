/** Control characters, and marks that turn the order of letters around. A tab and an end of line only move on. */
// eslint-disable-next-line no-control-regex -- control characters are what this is about
const OBEYED =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Shows what a terminal would obey: documents, models and followers write what is printed. */
export function printable(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(OBEYED, '\ufffd');
}

/** The same in one line. */
export function printableLine(text: string): string {
  return printable(text.replaceAll(/[\t\r\n]+/g, ' '));
}
