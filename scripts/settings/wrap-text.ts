/** Columns of a line in a settings file, with Chinese characters as two. */
const WIDTH = 118;

/** Breaks a text into lines: at spaces, and beside Chinese characters. */
export function wrapText(text: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of text.match(
    /[^\S\n]+|[\p{Script=Han}，。；：、？！（）“”《》]|[^\s\p{Script=Han}，。；：、？！（）“”《》]+/gu,
  ) ?? []) {
    const isMark = /^[，。；：、？！）”》]$/u.test(piece);
    if (!isMark && widthOf(line + piece) > WIDTH) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else line += piece;
  }
  return [...lines, line.trimEnd()];
}

function widthOf(text: string): number {
  return [...text.trimEnd()].reduce((sum, sign) => sum + (/[\u2E80-\uFFEF]/.test(sign) ? 2 : 1), 0);
}
