import { hasEastAsian } from '../characters.ts';
import { renderInline } from './inline.ts';
import type { Subject } from './subject.ts';

/** Characters that a row of dashes under a table's header may have. */
export const DELIMITER_CHARACTERS = ' \t|:-';
const DELIMITER = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
/** An escaped character, code, or the text between two bars. */
const CELL_PART = /\\[^]|(`+)(?:(?!\1)[^])*\1|[^]/y;

/** Says whether a line is the row of dashes that makes the line above it a table's header. */
export function isDelimiterRow(line: string): boolean {
  return line.includes('|') && DELIMITER.test(line);
}

/** Returns the cells of a row, rendered. The header tells the meaning of entities and tags in the cells. */
export function readRow(line: string, subject: Subject, header = ''): readonly string[] {
  const row = line.trim().replace(/^\|/, '');
  const cells: string[] = [];
  let end = 0;
  while (end < row.length) {
    const start = end;
    while (end < row.length && row.charAt(end) !== '|') {
      CELL_PART.lastIndex = end;
      end += CELL_PART.exec(row)?.[0].length ?? 1;
    }
    const cell = row.slice(start, end).replaceAll('\\|', '|').trim();
    const text = renderInline(cell, { subject, row: header + line }).text;
    // A cell that holds only a tag is about the tag.
    const isLost = text.trim() === '' && /<[A-Za-z]/.test(cell);
    cells.push(isLost ? cell : text.trim().replace(/\s*\n\s*/g, ' '));
    end++;
  }
  return cells;
}

/** The place of these rows: the first ones of a table, or rows after those already rendered. */
export type TablePart = 'first' | 'continued';

/**
 * Renders a table as lines for a narrow screen. With two columns they read `• name：value`, below both headers.
 * With more columns each cell has a line after its column's header, and the first one has the bullet.
 */
export function renderTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  part: TablePart = 'first',
): string {
  const colon = hasEastAsian(header.join('') + (rows[0] ?? []).join('')) ? '：' : ': ';
  if (header.length <= 2) {
    const line = (cells: readonly string[]): string =>
      cells.filter((cell) => cell !== '').join(colon);
    const title = part === 'first' ? line(header) : '';
    return [...(title === '' ? [] : [title]), ...rows.map((row) => bullet([line(row)]))].join('\n');
  }
  // The table has only a header.
  if (rows.length === 0) return header.filter((name) => name !== '').join(' | ');
  return rows
    .map((row) =>
      bullet(
        row.flatMap((cell, column) => {
          const name = header[column] ?? '';
          if (cell === '') return [];
          return [name === '' ? cell : name + colon + cell];
        }),
      ),
    )
    .join('\n');
}

function bullet(lines: readonly string[]): string {
  return lines.map((line, index) => (index === 0 ? '• ' : '　') + line).join('\n');
}
