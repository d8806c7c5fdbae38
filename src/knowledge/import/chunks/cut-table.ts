import { MOST_PASSAGE_BYTES } from '../../../answering/retriever.ts';
import { cutText } from './cut-text.ts';
import { bytesOf, toPiece, type Piece } from './piece.ts';

/** A header that is longer than this would leave its rows too little room. */
const LONGEST_HEADER = MOST_PASSAGE_BYTES / 2;
const LONGEST_NAME = 120;

/** Whether a line is the row of dashes below the header of a table. */
export function isDelimiterRow(line: string): boolean {
  return line.includes('|') && line.includes('-') && /^[\s|:-]+$/.test(line);
}

/** Cuts a table at its rows. Each passage begins with the header row, so that a cell is found by its column. */
export function cutTable(lines: readonly string[], glue: Piece['glue']): Piece[] {
  const [header = '', delimiter = '', ...rows] = lines;
  const top = `${header}\n${delimiter}\n`;
  const isRepeated = bytesOf(top) <= LONGEST_HEADER;
  const prefix = isRepeated ? top : '';
  const names = cellsOf(header).map((name) => (bytesOf(name) <= LONGEST_NAME ? name : ''));
  const pieces: Piece[] = [];
  const add = (text: string, around: Partial<Piece> = {}, to: Piece['glue'] = '\n') =>
    pieces.push(toPiece(text, pieces.length === 0 ? glue : to, around));

  if (!isRepeated)
    cutText(header, MOST_PASSAGE_BYTES).forEach((part, n) => add(part, {}, n === 0 ? '\n' : ''));
  let hasTop = !isRepeated;
  for (const row of rows) {
    if (bytesOf(prefix + row) <= MOST_PASSAGE_BYTES) {
      // The header never ends a passage alone.
      if (hasTop) add(row, { prefix });
      else add(top + row);
      hasTop = true;
    } else {
      if (!hasTop) add(top.trimEnd());
      // What stands below a row that became lines begins with the header again.
      hasTop = false;
      for (const piece of cutRow(row, names)) pieces.push(piece);
      if (!isRepeated) hasTop = true;
    }
  }
  return pieces;
}

/** Cuts a row that is longer than a passage: each cell with the name of its column, below the row's first cell. */
function cutRow(row: string, names: readonly string[]): Piece[] {
  const cells = cellsOf(row);
  const first = labelled(names[0], cells[0] ?? '');
  const key = bytesOf(first) <= LONGEST_NAME ? `${first}\n` : '';
  return cells.flatMap((cell, n) => {
    if (cell === '') return [];
    const label = labelled(names[n], '');
    const above = n === 0 ? '' : key;
    const room = MOST_PASSAGE_BYTES - bytesOf(above + label);
    return cutText(cell, room).map((part, place) =>
      place === 0
        ? toPiece(label + part, '\n', { prefix: above })
        : toPiece(part, '', { prefix: above + label }),
    );
  });
}

function labelled(name: string | undefined, cell: string): string {
  return name === undefined || name === '' ? cell : `${name}: ${cell}`;
}

function cellsOf(row: string): string[] {
  return row
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));
}
