import type { Subject } from './subject.ts';
import { DELIMITER_CHARACTERS, isDelimiterRow, readRow, renderTable } from './table.ts';

/** A longer table is released in pieces of so many characters of Markdown. */
const LONG = 3000;

/**
 * A table as it comes: a line with bars is a candidate; when the next line is a row of dashes it was the header of a table, which is held
 * until it ends.
 */
export interface TableStream {
  /** A whole line with bars: the next row, or a candidate. Returns rows of a very long table. */
  addRow(line: string): string;
  /** Whether there is a candidate, and the next line may still become the row of dashes that it needs. */
  mayBeDelimiter(start: string): boolean;
  /** The line behind a candidate is whole: true when it makes a table of it. */
  takeDelimiter(line: string): boolean;
  /** The candidate was no header: its text. */
  takeCandidate(): string | undefined;
  /** Whether a table is open; in one whose header begins with a bar, all rows do. */
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
