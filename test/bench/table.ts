/** Writes rows below a head, aligned for a terminal or as Markdown; numbers stand to the right. */
export function writeTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  form: 'plain' | 'markdown',
): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const isNumber = head.map((_, column) => rows.every((row) => /^[-\d]/.test(row[column] ?? '-')));
  const line = (cells: readonly string[]) =>
    cells.map((cell, column) =>
      isNumber[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
    );
  const rule = widths.map((width, column) =>
    form === 'markdown' && isNumber[column] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  );
  return [line(head), rule, ...rows.map(line)]
    .map((cells) => (form === 'markdown' ? `| ${cells.join(' | ')} |` : cells.join('  ').trimEnd()))
    .join('\n');
}

/** Milliseconds as seconds with two digits. */
export function seconds(ms: number): string {
  return Number.isFinite(ms) ? (ms / 1000).toFixed(2) : '-';
}

/** 100 % only when there is no exception. */
export function share(part: number, whole: number): string {
  return `${(Math.floor((part / whole) * 1000) / 10).toFixed(1)} %`;
}
