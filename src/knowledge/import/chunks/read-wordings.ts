/** Begins the comment that holds other wordings: `<!-- asked as: one; two -->`. */
const BEGINNING = /^ {0,3}<!--\s*(?:asked as|问法)\s*[:：]/i;
/** A comment that does not end within so many lines is none, since the rest of the document would be lost. */
const MOST_LINES = 20;

/** Other wordings of a question in a comment. */
export interface WordingsComment {
  readonly wordings: readonly string[];
  /** The line after the comment. */
  readonly next: number;
  /** What stands after the comment on its last line. */
  readonly rest: string;
}

/** Reads the comment with other wordings that begins at a line; undefined when none does. */
export function readWordings(lines: readonly string[], at: number): WordingsComment | undefined {
  if (!BEGINNING.test(lines[at] ?? '')) return undefined;
  const block = lines.slice(at, at + MOST_LINES);
  const last = block.findIndex((line) => line.includes('-->'));
  if (last < 0) return undefined;
  const comment = block.slice(0, last + 1).join('\n');
  const end = comment.indexOf('-->');
  const wordings = comment
    .slice(0, end)
    .replace(BEGINNING, '')
    .split(/[;；\n]/)
    .map((wording) => wording.trim())
    .filter((wording) => wording !== '');
  return { wordings, next: at + last + 1, rest: comment.slice(end + '-->'.length).trim() };
}
