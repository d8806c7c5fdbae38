import { isAsciiWord, isSpace, isWord } from './characters.ts';

interface OpenMark {
  readonly part: number;
  readonly at: number;
  readonly line: number;
}

/** Takes off the marks of bold, italic and struck-out text; what stays unpaired, or stands in a name or a sum, is text. */
export interface Emphasis {
  /** Reads the run of marks at `at` into the parts and returns its end. */
  read(at: number): number;
  newline(): void;
  firstOpen(): { at: number; closer: string } | undefined;
}

/**
 * More lenient than CommonMark where models write Chinese: `**“重点”**是` closes although a quote stands before the mark.
 * Stricter where names and sums would suffer: 2*3*4, snake_case, __init__.
 */
export function createEmphasis(raw: string, next: string | undefined, parts: string[]): Emphasis {
  const open = new Map<string, OpenMark>();
  let line = 0;

  /** Sees one mark, already in the parts as text; blanks it and its partner when they are a pair. */
  const see = (mark: string, at: number): void => {
    const part = parts.push(mark) - 1;
    const before = raw[at - 1];
    const after = raw[at + mark.length] ?? next;
    const opener = open.get(mark);
    if (opener !== undefined && closes(raw, mark, after, opener, at, line)) {
      parts[opener.part] = '';
      parts[part] = '';
      open.delete(mark);
    } else if (mark === '__' && opener !== undefined && isWord(before)) {
      // __init__ is a name.
      open.delete(mark);
    } else if (opens(mark, before, after)) {
      open.set(mark, { part, at, line });
    }
  };

  return {
    read(at) {
      const mark = raw.charAt(at);
      let end = at + 1;
      while (raw.charAt(end) === mark) end++;
      const length = end - at;
      if (length > 3 || (mark === '~' && length !== 2)) {
        parts.push(raw.slice(at, end));
      } else if (length === 3) {
        // Seen from outside, so that what stands around the run decides for both marks.
        const isClosing = open.has(mark + mark) || open.has(mark);
        const [first, second] = isClosing ? [1, 2] : [2, 1];
        see(mark.repeat(first), at);
        see(mark.repeat(second), at + first);
      } else {
        see(mark.repeat(length), at);
      }
      return end;
    },
    newline() {
      line++;
      for (const mark of open.keys()) if (mark !== '**') open.delete(mark);
    },
    firstOpen() {
      let first: { at: number; closer: string } | undefined;
      for (const [closer, { at }] of open) {
        if (first === undefined || at < first.at) first = { at, closer };
      }
      return first;
    },
  };
}

function opens(mark: string, before: string | undefined, after: string | undefined): boolean {
  if (after === undefined || isSpace(after)) return false;
  switch (mark) {
    case '*':
      return !isAsciiWord(before) || after === '*';
    case '**':
      return !(isAsciiWord(before) && isAsciiWord(after));
    case '~~':
      return true;
    default:
      return !isWord(before) || before === '_';
  }
}

function closes(
  raw: string,
  mark: string,
  after: string | undefined,
  opener: OpenMark,
  at: number,
  line: number,
): boolean {
  const before = raw[at - 1];
  if (at === opener.at + mark.length) return false;
  switch (mark) {
    case '**':
      // An unpaired mark on an earlier line must not swallow the opening mark of this one.
      return line === opener.line || !(isSpace(before) && !isSpace(after));
    case '*':
      return !isSpace(before) && (!isAsciiWord(after) || before === '*');
    case '~~':
      return !isSpace(before);
    case '__':
      return !isSpace(before) && !/^\w+$/.test(raw.slice(opener.at + 2, at));
    default:
      return !isSpace(before) && (!isWord(after) || after === '_');
  }
}
