import { readClosingFence } from './fence.ts';
import { lastGraphemeBoundary } from '../grapheme.ts';

/** A longer line of code is released in pieces. */
const LONG = 600;

interface LastLine {
  /** The part of the line that belongs to the block, with its line break. */
  readonly text: string;
  /** The text after the end, which is read as a line of its own. */
  readonly rest: string;
}

/** The end of a block of code, and the margin that its lines lose. */
export interface VerbatimBlock {
  /** Reads the line that ends the block; undefined when the block goes on. */
  lastLine(line: string): LastLine | undefined;
  /** Columns of white space that the block's first line had. */
  readonly indent: number;
  /** Marks of quotes (`>`) before each line. */
  readonly quoteDepth: number;
}

/** Releases lines unchanged, each when it is complete, until the block ends. */
export interface VerbatimLines {
  push(text: string): string;
  newline(): string;
  isClosed(): boolean;
  /** Returns the text after the end of the closed block, on the same line. */
  rest(): string;
  /** Returns what is held when the answer ends before the block does. */
  end(): string;
}

export function createVerbatimLines(block: VerbatimBlock): VerbatimLines {
  let line = '';
  let isBegun = false;
  let isClosed = false;
  let rest = '';

  const takeLine = (): string => {
    const text = isBegun ? line : withoutMargin(line, block);
    line = '';
    return text;
  };

  const closeLine = (): string => {
    const whole = takeLine();
    const last = isBegun ? undefined : block.lastLine(whole);
    isBegun = false;
    isClosed = last !== undefined;
    rest = last?.rest ?? '';
    return last?.text ?? whole + '\n';
  };

  return {
    push(text) {
      let released = '';
      for (let at = 0; at < text.length;) {
        const room = LONG - line.length;
        line += text.slice(at, at + room);
        at += room;
        if (line.length < LONG) break;
        const whole = takeLine();
        const boundary = lastGraphemeBoundary(whole, 0, whole.length - 1);
        const end = boundary > 0 ? boundary : whole.length - 2;
        released += whole.slice(0, end);
        line = whole.slice(end);
        isBegun = true;
      }
      return released;
    },
    newline: closeLine,
    end: () => '',
    isClosed: () => isClosed,
    rest: () => rest,
  };
}

/** Returns a block of code between ``` or ~~~. */
export function codeBlock(
  fence: string,
  place: { indent: number; quoteDepth: number },
): VerbatimBlock {
  return {
    ...place,
    lastLine(line) {
      const end = readClosingFence(line, fence);
      if (end === undefined) return undefined;
      return { text: end.code === '' ? '' : end.code + '\n', rest: end.rest };
    },
  };
}

/** Returns a line without its marks of quotes and the indentation of its block. */
export function withoutMargin(
  line: string,
  { indent, quoteDepth }: Pick<VerbatimBlock, 'indent' | 'quoteDepth'>,
): string {
  let text = line;
  for (let depth = 0; depth < quoteDepth; depth++) text = text.replace(/^[ \t]{0,3}> ?/, '');
  let margin = 0;
  while (margin < indent && (text[margin] === ' ' || text[margin] === '\t')) margin++;
  return text.slice(margin);
}
