import { printableLine } from './printable.ts';
import { textWidth } from './text-width.ts';

/** Returns the rows as lines with aligned columns; those of `rightFrom` on are numbers. */
export function alignTable(written: readonly (readonly string[])[], rightFrom: number): string[] {
  const rows = written.map((row) => row.map(printableLine));
  const widths = (rows[0] ?? []).map((_cell, column) =>
    Math.max(...rows.map((row) => textWidth(row[column] ?? ''))),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const blanks = ' '.repeat((widths[column] ?? 0) - textWidth(cell));
        return column < rightFrom ? cell + blanks : blanks + cell;
      })
      .join('  ')
      .trimEnd(),
  );
}
