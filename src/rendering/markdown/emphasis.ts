import { hasEastAsian, isAsciiWord, isWord } from '../characters.ts';
import { flanksOf } from './flanking.ts';
import { isMasked } from './mask.ts';
import { endOfRun } from './match-at.ts';

interface OpenMark {
  readonly part: number;
  /** Where the run of marks begins. */
  readonly run: number;
  readonly at: number;
}

const LONGEST_FACE = 10;
const BRACKETED = /^[(（][^]*[)）]$/;

/**
 * Takes off the marks of bold, italic and struck-out text. A mark without a partner, or in a name or a sum, is text.
 */
export interface Emphasis {
  /** Reads the run of marks at `at` into the parts and returns its end. */
  read(at: number): number;
  newline(): void;
  firstOpen(): { at: number; closer: string } | undefined;
}

/** Creates a reader that pairs marks by the sides on which text stands (`flanking.ts`) and by the text between them. */
export function createEmphasis(raw: string, next: string | undefined, parts: string[]): Emphasis {
  const open = new Map<string, OpenMark>();

  const characterAt = (at: number): string | undefined =>
    raw[at] ?? (at === raw.length ? next : undefined);

  /** Blanks a mark that is in the parts already, and its partner. Marks between them lose theirs. */
  const close = (mark: string, opener: OpenMark, part: number): void => {
    parts[opener.part] = '';
    parts[part] = '';
    open.delete(mark);
    for (const [other, { run }] of open) if (run > opener.run) open.delete(other);
  };

  return {
    read(at) {
      const end = endOfRun(raw, at);
      const run = raw.slice(at, end);
      if (!isMark(run)) {
        parts.push(run);
        return end;
      }
      const [before, after] = [raw[at - 1], characterAt(end)];
      const flanks = flanksOf(run, before, after, characterAt(end + 1));
      const marks = marksOf(run, open);
      // In bold text `尾号***1234` is a mask, unless the three stars close two pairs.
      const isInside = run.length === 3 && isWord(before) && isAsciiWord(after);
      const canClose = flanks.canClose && !(isInside && !marks.every((mark) => open.has(mark)));
      for (let index = 0, markAt = at; index < marks.length; index++) {
        const mark = marks[index] ?? '';
        const part = parts.push(mark) - 1;
        const opener = open.get(mark);
        if (opener !== undefined && mark.length === 1 && isFace(raw, opener.at + 1, markAt)) {
          open.delete(mark);
        } else if (canClose && opener !== undefined && isPair(raw, mark, opener.at, markAt)) {
          close(mark, opener, part);
        } else if (flanks.canOpen) {
          open.set(mark, { part, run: at, at: markAt });
        } else if (mark === '__' && isWord(before)) {
          // `__init__` is a name.
          open.delete(mark);
        }
        markAt += mark.length;
      }
      return end;
    },
    newline() {
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

/**
 * Says whether a run is a mark. Three underscores are a blank to fill in, one or three tildes a tone of voice, four
 * stars a mask.
 */
function isMark(run: string): boolean {
  if (run.startsWith('*')) return run.length <= 3;
  return run.startsWith('_') ? run.length <= 2 : run.length === 2;
}

/** Returns the marks of a run. Three are bold and italic, the inner one of which closes first. */
function marksOf(run: string, open: ReadonlyMap<string, OpenMark>): readonly string[] {
  if (run.length < 3) return [run];
  const [one, two] = [run.slice(2), run.slice(1)];
  return open.has(one) || open.has(two) ? [one, two] : [two, one];
}

/** Says whether two marks enclose emphasised text, and not the text between two things written with these signs. */
function isPair(raw: string, mark: string, from: number, to: number): boolean {
  const start = from + mark.length;
  if (start === to) return false;
  switch (mark) {
    case '**': {
      // `src/**和test/**` names patterns of paths.
      const isPattern =
        raw.charAt(to - 1) === '/' && (raw.charAt(from - 1) === '/' || raw.charAt(start) === '/');
      return !isPattern && !isMasked(raw, from, to) && !isRepeated(raw, start, to + mark.length);
    }
    case '__':
      return !/^\w+$/.test(raw.slice(start, to));
    case '_': {
      // `_x 和 y_` names two variables.
      const isBetweenNames =
        /[A-Za-z0-9]/.test(raw.charAt(start)) && /[A-Za-z0-9]/.test(raw.charAt(to - 1));
      return !(isBetweenNames && hasEastAsian(raw.slice(start, to)));
    }
    case '~~': {
      // In `5日~~7日，8日~~9日`, tildes are ranges. Text struck out within a word ends before a comma.
      const isInside = isWord(raw[from - 1]) && isWord(raw[to + 2]);
      return !(isInside && /[，。、；,;]/.test(raw.slice(start, to)));
    }
    default:
      return true;
  }
}

/** Says whether both marks belong to one argument named twice, as in `(**c) …，**c …`. */
function isRepeated(raw: string, start: number, after: number): boolean {
  const name = /^[A-Za-z_]\w{0,40}/.exec(raw.slice(start, start + 41))?.[0];
  return name !== undefined && new RegExp(`^${name}(?!\\w)`).test(raw.slice(after, after + 42));
}

/** Says whether the signs are a face, which holds no word, such as `(*￣▽￣*)`, `(*´ω`*)` or `_(:з」∠)_`. */
function isFace(raw: string, start: number, end: number): boolean {
  if (end - start > LONGEST_FACE) return false;
  const inside = raw.slice(start, end);
  if (/[\p{L}\p{N}]{2}|\p{Extended_Pictographic}/u.test(inside)) return false;
  if (!/[\p{L}\p{N}]/u.test(inside)) return true;
  const isInBrackets = BRACKETED.test(raw.charAt(start - 2) + raw.charAt(end + 1));
  return BRACKETED.test(inside) || (isInBrackets && /[^\p{L}\p{N}\s]/u.test(inside));
}
