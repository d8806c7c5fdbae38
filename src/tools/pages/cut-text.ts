/** A cut goes back to the end of a paragraph, or else of a line, that is not farther away than this share. */
const LEAST_KEPT = 0.7;

/** Cuts a text that is too long, at the end of a paragraph where there is one. Lengths are characters of UTF-16. */
export function cutText(
  text: string,
  most: number,
): { readonly text: string; readonly isCut: boolean } {
  if (text.length <= most) return { text, isCut: false };
  const beginning = text.slice(0, most);
  const end = ['\n\n', '\n', '。', '. ']
    .map((mark) => beginning.lastIndexOf(mark))
    .find((at) => at >= most * LEAST_KEPT);
  // The cut may divide a character.
  const kept =
    end === undefined ? beginning.replace(/[\ud800-\udbff]$/, '') : text.slice(0, end + 1);
  return { text: kept.trimEnd(), isCut: true };
}
