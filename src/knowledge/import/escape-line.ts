/** What makes a line of plain text a heading, a fence, a rule or a comment of Markdown. */
const MARK = /^(\s{0,3})(#{1,6}(?:\s|$)|`{3}|~{3}|<!--|(?:[-=]+|[*_]{3,})\s*$)/;

/** Keeps the beginning of a line of text from being read as a mark of Markdown. */
export function escapeLine(line: string): string {
  return line.replace(MARK, '$1\\$2');
}
