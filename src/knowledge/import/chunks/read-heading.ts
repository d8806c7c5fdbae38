import { bytesOf } from './piece.ts';

export interface Heading {
  readonly level: number;
  readonly text: string;
}

/** A longer line is a paragraph, because a heading is repeated in every section below it. */
const LONGEST_HEADING = 400;

/** Reads a line with # before it. */
export function readHeading(line: string): Heading | undefined {
  const marks = /^ {0,3}(#{1,6})(?=\s|$)/.exec(line);
  if (!marks || bytesOf(line) > LONGEST_HEADING) return undefined;
  const text = line.slice(marks[0].length).trim().replace(/\s#+$/, '');
  return { level: marks[1]?.length ?? 1, text: plain(text) };
}

/** Reads a line that the next one underlines. */
export function readUnderlined(text: string, next: string): Heading | undefined {
  const underline = /^ {0,3}(=+|-+)\s*$/.exec(next)?.[1];
  if (underline === undefined || bytesOf(text) > LONGEST_HEADING) return undefined;
  return { level: underline.startsWith('=') ? 1 : 2, text: plain(text) };
}

/** A heading without its marks, since it is shown as a name. */
function plain(heading: string): string {
  return heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*]/g, '')
    .trim();
}
