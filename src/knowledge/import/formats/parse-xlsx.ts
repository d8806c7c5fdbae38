import { Parser } from 'htmlparser2';
import { DocumentProblem } from '../document-problem.ts';
import { PROBLEMS } from '../import-problems.ts';
import type { ParsedDocument } from '../parsed-document.ts';
import { formatCode, formatNumber, general } from './format-number.ts';
import { openZip, type Zip } from './read-zip.ts';
import { sheetsToDocument, type Sheet } from './sheets-to-document.ts';

type Attributes = Readonly<Record<string, string>>;
/** What a cell holds before it is known how it is shown. */
interface Cell {
  readonly type: string;
  readonly style: number;
  value: string;
}
interface Merge {
  readonly column: number;
  readonly from: number;
  readonly to: number;
}

const MOST_SHEETS = 200;
const MOST_COLUMNS = 500;
/** A sheet may name a row far below the others; nothing is stored for rows in between. */
const LONGEST_MERGE = 2_000;

/** Reads the cells of all visible sheets as they are shown. */
export function parseXlsx(bytes: Uint8Array): ParsedDocument {
  const zip = openZip(bytes);
  const workbookName = zip.names.find((name) => /(?:^|\/)workbook\.xml$/.test(name));
  if (workbookName === undefined) throw new DocumentProblem(PROBLEMS.broken);
  const folder = workbookName.slice(0, -'workbook.xml'.length);
  const targets = readTargets(zip, `${folder}_rels/workbook.xml.rels`, folder);
  const { sheets, is1904 } = readWorkbook(zip, workbookName);
  const strings = readStrings(zip, `${folder}sharedStrings.xml`);
  const codes = readFormats(zip, `${folder}styles.xml`);
  const show = ({ type, style, value }: Cell) => {
    if (type === 's') return strings[Number(value)] ?? '';
    if (type === 'str' || type === 'inlineStr' || type === 'e') return value;
    if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
    if (type === 'd') return value.replace('T00:00:00', '').replace('T', ' ');
    const number = Number(value);
    if (value === '' || Number.isNaN(number)) return value;
    const code = codes[style] ?? 'General';
    return code === 'General' ? general(number) : formatNumber(number, code, { is1904 });
  };
  return sheetsToDocument(
    sheets.slice(0, MOST_SHEETS).map(({ name, id }): Sheet => {
      const target = targets.get(id);
      return { name, rows: target === undefined ? [] : readSheet(zip, target, show) };
    }),
  );
}

function readWorkbook(
  zip: Zip,
  file: string,
): { sheets: { name: string; id: string }[]; is1904: boolean } {
  const sheets: { name: string; id: string }[] = [];
  let is1904 = false;
  walk(zip, file, {
    begin(name, attributes) {
      if (name === 'workbookPr') is1904 = /^(?:1|true)$/.test(attributes['date1904'] ?? '');
      if (name === 'sheet' && !/hidden/i.test(attributes['state'] ?? ''))
        sheets.push({ name: attributes['name'] ?? '', id: attributes['r:id'] ?? '' });
    },
  });
  return { sheets, is1904 };
}

function readTargets(zip: Zip, file: string, folder: string): Map<string, string> {
  const targets = new Map<string, string>();
  walk(zip, file, {
    begin(name, { Id: id = '', Target: target = '' }) {
      if (name !== 'Relationship') return;
      targets.set(id, target.startsWith('/') ? target.slice(1) : folder + target);
    },
  });
  return targets;
}

function readStrings(zip: Zip, file: string): string[] {
  const strings: string[] = [];
  let text = '';
  walk(zip, file, {
    begin(name) {
      if (name === 'si') text = '';
    },
    text(added, path) {
      // Phonetic guides repeat what the text says.
      if (path.at(-1) === 't' && !path.includes('rPh')) text += added;
    },
    end(name) {
      if (name === 'si') strings.push(unescape(text));
    },
  });
  return strings;
}

/** Returns the code of the format of each style of a cell. */
function readFormats(zip: Zip, file: string): string[] {
  const custom = new Map<number, string>();
  const ids: number[] = [];
  walk(zip, file, {
    begin(name, attributes, path) {
      if (name === 'numFmt')
        custom.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? 'General');
      if (name === 'xf' && path.at(-2) === 'cellXfs') ids.push(Number(attributes['numFmtId'] ?? 0));
    },
  });
  return ids.map((id) => formatCode(id, custom));
}

function readSheet(zip: Zip, file: string, show: (cell: Cell) => string): string[][] {
  const rows = new Map<number, string[]>();
  const merges: Merge[] = [];
  let row = 0;
  let column = -1;
  let cell: Cell | undefined;
  walk(zip, file, {
    begin(name, attributes) {
      if (name === 'row') {
        row = Number(attributes['r'] ?? row + 1) || row + 1;
        column = -1;
      } else if (name === 'c') {
        column = toPlace(attributes['r'])?.column ?? column + 1;
        cell = { type: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? 0), value: '' };
      } else if (name === 'mergeCell') {
        const [from, to] = (attributes['ref'] ?? '').split(':').map(toPlace);
        if (from && to && to.row > from.row)
          merges.push({ column: from.column, from: from.row, to: to.row });
      }
    },
    text(added, path) {
      const name = path.at(-1);
      if (cell && (name === 'v' || (name === 't' && !path.includes('rPh')))) cell.value += added;
    },
    end(name) {
      if (name !== 'c' || !cell) return;
      const shown = cell.type === 'inlineStr' ? unescape(show(cell)) : show(cell);
      cell = undefined;
      if (shown === '' || column >= MOST_COLUMNS) return;
      const cells = rows.get(row) ?? [];
      while (cells.length < column) cells.push('');
      cells[column] = shown;
      rows.set(row, cells);
    },
  });
  for (const merge of merges) fillDown(rows, merge);
  return [...rows].sort(([one], [other]) => one - other).map(([, cells]) => cells);
}

/** A cell that spans rows counts for each of them: a row is read alone. */
function fillDown(rows: Map<number, string[]>, { column, from, to }: Merge): void {
  const value = rows.get(from)?.[column] ?? '';
  if (value === '') return;
  for (let row = from + 1; row <= Math.min(to, from + LONGEST_MERGE); row += 1) {
    const cells = rows.get(row);
    if (!cells) continue;
    while (cells.length <= column) cells.push('');
    if (cells[column] === '') cells[column] = value;
  }
}

function toPlace(reference: string | undefined): { column: number; row: number } | undefined {
  const [, letters, row] = /^([A-Z]{1,3})(\d{1,7})$/.exec(reference ?? '') ?? [];
  if (letters === undefined) return undefined;
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { column, row: Number(row) };
}

/** Excel writes characters that XML forbids, and returns, as `_x000D_`. */
function unescape(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** Goes through a file of the zip; one that is not there is empty. */
function walk(
  zip: Zip,
  file: string,
  {
    begin,
    text,
    end,
  }: {
    begin?: (name: string, attributes: Attributes, path: readonly string[]) => void;
    text?: (text: string, path: readonly string[]) => void;
    end?: (name: string) => void;
  },
): void {
  const bytes = zip.read(file);
  if (!bytes) return;
  const path: string[] = [];
  const bare = (name: string) => name.slice(name.indexOf(':') + 1);
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        path.push(bare(name));
        begin?.(bare(name), attributes, path);
      },
      ontext: (data) => text?.(data, path),
      onclosetag(name) {
        end?.(bare(name));
        path.pop();
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  const decoder = new TextDecoder();
  const PIECE = 1 << 20;
  for (let from = 0; from < bytes.length; from += PIECE)
    parser.write(decoder.decode(bytes.subarray(from, from + PIECE), { stream: true }));
  parser.end();
}
