/** Control characters but for the end of a line, and marks that turn the order of letters around on a screen. */
// eslint-disable-next-line no-control-regex -- control characters are what this is about
const UNWANTED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Takes out of a text what a terminal or a phone would obey instead of showing it. Every other character stays. */
export function cleanText(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll('\t', ' ')
    .replace(UNWANTED, '')
    .toWellFormed()
    .trim();
}
