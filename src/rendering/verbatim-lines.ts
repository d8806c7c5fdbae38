import { lastGraphemeBoundary } from './grapheme.ts';

/** A longer line of code is released in pieces. */
const LONG = 600;

/** How a block of code ends, and what its lines have to lose. */
export interface VerbatimBlock {
  /** The end: what of this line belongs to the text, with its line break; undefined when the block goes on. */
  lastLine(line: string): string | undefined;
  /** Columns of white space that the block's first line had. */
  readonly indent: number;
  /** Marks of quotes (`>`) before each line. */
  readonly quoteDepth: number;
}

/** Releases lines as they are, each when it is complete, until the block ends. */
export interface VerbatimLines {
  push(text: string): string;
  newline(): string;
  /** The answer is over before the block. */
  end(): string;
  isClosed(): boolean;
}

export function createVerbatimLines(block: VerbatimBlock): VerbatimLines {
  let line = '';
  let isBegun = false;
  let isClosed = false;

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
    return last ?? whole + '\n';
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
    end: closeLine,
    isClosed: () => isClosed,
  };
}

/** A block of code between ``` or ~~~. */
export function codeBlock(
  fence: string,
  place: { indent: number; quoteDepth: number },
): VerbatimBlock {
  const closing = new RegExp(`^[ \\t]*${fence.charAt(0)}{${fence.length},}[ \\t]*$`);
  return { lastLine: (line) => (closing.test(line) ? '' : undefined), ...place };
}

/** A line without its marks of quotes and the indentation of its block. */
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
