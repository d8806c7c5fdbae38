/** Control characters, and marks that turn the order of letters around. A tab and an end of line only move on. */
const OBEYED = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** Shows what a terminal would obey: documents, models and followers write what is printed. */
export function printable(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(OBEYED, (mark) => (mark === '\n' || mark === '\t' ? mark : '\ufffd'));
}

/** The same in one line. */
export function printableLine(text: string): string {
  return printable(text.replaceAll(/[\t\r\n]+/g, ' '));
}
