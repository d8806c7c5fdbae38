import papaparse from 'papaparse';
import { decodeText } from '../../../runtime/decode-text.ts';
import { DocumentProblem } from '../document-problem.ts';
import { MOST_TEXT_BYTES } from '../import-limits.ts';
import { PROBLEMS } from '../import-problems.ts';
import type { ParsedDocument } from '../parsed-document.ts';
import { sheetsToDocument } from './sheets-to-document.ts';

/** Reads a file of rows whose cells are divided by commas, semicolons or tabs. */
export function parseCsv(bytes: Uint8Array): ParsedDocument {
  return sheetsToDocument([{ name: '', rows: readRows(bytes) }]);
}

/** Reads the rows with their cells. Throws DocumentProblem. */
export function readRows(bytes: Uint8Array): string[][] {
  const text = decodeText(bytes);
  if (Buffer.byteLength(text) > MOST_TEXT_BYTES) throw new DocumentProblem(PROBLEMS.textTooLong);
  const { data } = papaparse.parse<string[]>(text, {
    delimiter: guessDelimiter(text),
    skipEmptyLines: false,
  });
  return data;
}

const DELIMITERS = [',', ';', '\t', '，'];

/** Takes the delimiter that the header row has most of, outside of quotes. */
function guessDelimiter(text: string): string {
  const first = /^\s*([^\n\r]*)/.exec(text)?.[1]?.replace(/"[^"]*"/g, '') ?? '';
  const count = (delimiter: string) => first.split(delimiter).length;
  return DELIMITERS.reduce((best, one) => (count(one) > count(best) ? one : best));
}
