import { readFileSync } from 'node:fs';
import { readRows as readAllRows } from '../../../src/knowledge/import/formats/parse-csv.ts';

/** Reads the rows of a CSV file of the tests, without its header. */
export function readRows(file: URL): string[][] {
  const [, ...rows] = readAllRows(readFileSync(file));
  return rows.filter((row) => row.join('') !== '');
}
