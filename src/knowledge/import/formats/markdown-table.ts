import { escapeLine } from '../escape-line.ts';

/** Writes rows as a table of Markdown; the first is its header. */
export function toTable(rows: readonly (readonly string[])[]): string {
  const filled = rows.filter((row) => row.some((cell) => cell !== ''));
  const width = Math.max(0, ...filled.map((row) => row.length));
  const [header, ...rest] = filled;
  if (!header) return '';
  if (width === 1) return filled.map(([cell = '']) => escapeLine(cell)).join('\n\n');
  const toLine = (row: readonly string[]) =>
    `| ${Array.from({ length: width }, (_, n) => toCell(row[n] ?? '')).join(' | ')} |`;
  return [toLine(header), `|${' --- |'.repeat(width)}`, ...rest.map(toLine)].join('\n');
}

function toCell(text: string): string {
  return squeeze(text).replace(/(?<!\\)\|/g, '\\|');
}

/** Returns text in one line, without space that shows nowhere. */
export function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
