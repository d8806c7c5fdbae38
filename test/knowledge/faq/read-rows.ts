import { readFileSync } from 'node:fs';

/** Reads the rows of a CSV file of the tests, without its header. */
export function readRows(file: URL): string[][] {
  const rows: string[][] = [[]];
  const cells = readFileSync(file, 'utf8').matchAll(/(?:"((?:[^"]|"")*)"|([^,\n]*))(,|\n|$)/g);
  for (const [, quoted, plain, end] of cells) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\n') rows.push([]);
  }
  return rows.slice(1).filter((row) => row.join('') !== '');
}
