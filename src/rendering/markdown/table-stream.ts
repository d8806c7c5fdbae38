import type { Subject } from './subject.ts';
import { DELIMITER_CHARACTERS, isDelimiterRow, readRow, renderTable } from './table.ts';

/** A longer table is released in pieces of so many characters of Markdown. */
const LONG = 3000;

/**
 * Reads a table row by row. A line with bars is a candidate, and a row of dashes after it makes it the header.
 * The table is held until it ends.
 */
export interface TableStream {
  /** Takes a whole line with bars as the next row or a candidate. Returns rows if the table is very long. */
  addRow(line: string): string;
  /** Says whether there is a candidate and the next line may still become its row of dashes. */
  mayBeDelimiter(start: string): boolean;
  /** Takes the whole line after a candidate; true if the line makes the candidate a table. */
  takeDelimiter(line: string): boolean;
  /** Returns the text of a candidate that turned out to be no header. */
  takeCandidate(): string | undefined;
  /** Says whether a table is open. If its header begins with a bar, all its rows do. */
  state(): 'closed' | 'rows begin with a bar' | 'rows hold a bar';
  close(): string;
}

export function createTableStream(subject: Subject): TableStream {
  let candidate: string | undefined;
  let header: readonly string[] | undefined;
  let headerLine = '';
  let rows: (readonly string[])[] = [];
  let beginsWithBar = false;
  let heldCharacters = 0;
  let isContinued = false;

  const render = (): string => {
    if (header === undefined || (rows.length === 0 && isContinued)) return '';
    const text = renderTable(header, rows, isContinued ? 'continued' : 'first') + '\n';
    rows = [];
    heldCharacters = 0;
    isContinued = true;
    return text;
  };

  return {
    addRow(line) {
      if (header === undefined) {
        candidate = line;
        return '';
      }
      rows.push(readRow(line, subject, headerLine));
      heldCharacters += line.length;
      return heldCharacters > LONG ? render() : '';
    },
    mayBeDelimiter: (start) =>
      candidate !== undefined && start !== '' && DELIMITER_CHARACTERS.includes(start.slice(-1)),
    takeDelimiter(line) {
      if (candidate === undefined || !isDelimiterRow(line)) return false;
      subject.hear(candidate);
      headerLine = candidate;
      header = readRow(candidate, subject);
      beginsWithBar = candidate.startsWith('|');
      candidate = undefined;
      return true;
    },
    takeCandidate() {
      const text = candidate;
      candidate = undefined;
      return text;
    },
    state() {
      if (header === undefined) return 'closed';
      return beginsWithBar ? 'rows begin with a bar' : 'rows hold a bar';
    },
    close() {
      const text = render();
      header = undefined;
      isContinued = false;
      return text;
    },
  };
}
