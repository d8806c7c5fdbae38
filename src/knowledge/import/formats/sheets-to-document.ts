import type { Sentence } from '../../../runtime/sentence.ts';
import { DocumentProblem } from '../document-problem.ts';
import { MOST_TEXT_BYTES } from '../import-limits.ts';
import { PROBLEMS } from '../import-problems.ts';
import type { ParsedDocument } from '../parsed-document.ts';
import { toTable } from './markdown-table.ts';
import { adviseOnHeader, readFaq, readFaqHeader } from './read-faq.ts';

/** A sheet of cells as they are shown. */
export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
}

/** Makes a document of sheets: a FAQ when the first one has its header row, else a table for each. */
export function sheetsToDocument(all: readonly Sheet[]): ParsedDocument {
  const sheets = all
    .map(({ name, rows }) => ({ name, rows: rows.filter((row) => row.some(isFilled)) }))
    .filter(({ rows }) => rows.length > 0);
  const [first] = sheets;
  if (!first) throw new DocumentProblem(PROBLEMS.noText);
  requireShort(sheets);
  if (readFaqHeader(first.rows[0] ?? [])) return readFaqSheets(sheets);
  const text = sheets
    .map(({ name, rows }) =>
      [...(sheets.length > 1 && name !== '' ? [`## ${name}`] : []), toTable(rows)].join('\n\n'),
    )
    .join('\n\n');
  const advice = adviseOnHeader(first.rows[0] ?? []);
  return { is: 'text', text, isMarkdown: true, ...(advice && { problems: [advice] }) };
}

function readFaqSheets(sheets: readonly Sheet[]): ParsedDocument {
  const withHeader = sheets.filter(({ rows }) => readFaqHeader(rows[0] ?? []) !== undefined);
  const others = sheets.filter((sheet) => !withHeader.includes(sheet));
  const { entries, problems } = readFaq(withHeader.map(({ rows }) => rows));
  if (entries.length === 0) throw new DocumentProblem(PROBLEMS.noEntries);
  const advice = withHeader.flatMap(({ rows }) => adviseOnHeader(rows[0] ?? []) ?? []);
  return { is: 'faq', entries, problems: [...advice, ...problems, ...others.map(leftOut)] };
}

function leftOut({ name }: Sheet): Sentence {
  return {
    en: `the sheet ${name} has no header row with question and answer, and is left out`,
    zh: `工作表 ${name} 没有“问题”“答案”表头，没有采用`,
  };
}

function requireShort(sheets: readonly Sheet[]): void {
  let bytes = 0;
  for (const { rows } of sheets)
    for (const row of rows) {
      bytes += row.reduce((sum, cell) => sum + Buffer.byteLength(cell) + 3, 0);
      if (bytes > MOST_TEXT_BYTES) throw new DocumentProblem(PROBLEMS.textTooLong);
    }
}

function isFilled(cell: string): boolean {
  return cell.trim() !== '';
}
