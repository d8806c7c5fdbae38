/** Takes the words of a model piece by piece, and keeps of its citations those that mean something. */
export interface CitationFilter {
  push(text: string): string;
  /** Ends the answer; returns what was held. */
  end(): string;
  /** The numbers that were cited by now. */
  readonly cited: ReadonlySet<number>;
}

const NUMBER = String.raw`[1-9１-９][\d０-９]{0,2}`;
const WORD = String.raw`(?:citations?|cite|sources?|refs?|references?|passages?|引用|来源|资料|段落)[\s:：_-]{0,2}`;
/** `[1]`, `[1, 3]`, `[2-4]`, `【1】`, `［１］`, `[^1]`, `[^1^]`, `[[1]]`, `[citation:1]`, with the blanks before it. */
const MARK = new RegExp(
  String.raw`([ \t]*)(?:\[{1,2}|【|［)\s?\^?(?:${WORD})?(${NUMBER}(?:\s?[,，、;；–~-]\s?\^?(?:${WORD})?${NUMBER}){0,9})\s?\^?(?:\]{1,2}|】|］)`,
  'iuy',
);
/** What may become such a mark with the next piece. */
const UNFINISHED =
  /^[ \t]*(?:[[【［]{0,2}|[[【［]{1,2}\s?\^?[a-z引用来源资料段落\s:：_\d０-９,，、;；–~^-]{0,60}|\[\[[^\]\n]{0,60}\])$/iu;
/** Blanks are read from their first on, so that many cost no more than their number. */
const NEXT = /`+|\n|(?<![ \t])(?:[ \t]*[[【［]|[ \t]+$)/gu;
const LONGEST_RANGE = 10;

/** Normalises citations to `[n]` and takes out the numbers that were not given; code stays as it is. */
export function createCitationFilter(
  given: ReadonlySet<number>,
  before: Iterable<number> = [],
): CitationFilter {
  const cited = new Set(before);
  let held = '';
  /** The backticks that opened the code in which the text is. */
  let code = '';

  const normalise = (blanks: string, numbers: string): string => {
    const known = listNumbers(numbers).filter((number) => given.has(number));
    for (const number of known) cited.add(number);
    return known.length === 0 ? '' : blanks + known.map((number) => `[${number}]`).join('');
  };
  const noteTicks = (ticks: string) => {
    const closes = code.length >= 3 ? ticks.length >= code.length : ticks === code;
    if (code === '') code = ticks;
    else if (closes) code = '';
  };

  const read = (isLast: boolean): string => {
    const text = held;
    let out = '';
    let at = 0;
    held = '';
    while (at < text.length) {
      NEXT.lastIndex = at;
      const next = NEXT.exec(text);
      if (!next) return out + text.slice(at);
      out += text.slice(at, next.index);
      at = next.index;
      const sign = next[0];
      if (sign.startsWith('`')) {
        if (!isLast && at + sign.length === text.length) break;
        noteTicks(sign);
      } else if (sign === '\n') {
        // A lone backtick opens nothing that goes on in the next line.
        if (code.length < 3) code = '';
      } else if (code === '') {
        const rest = text.slice(at);
        if (!isLast && UNFINISHED.test(rest)) break;
        MARK.lastIndex = at;
        const mark = MARK.exec(text);
        // `[[1]` may be half of `[[1]]`.
        if (!isLast && mark && isHalf(mark[0]) && MARK.lastIndex === text.length) break;
        if (mark) {
          out += normalise(mark[1] ?? '', (mark[2] ?? '').normalize('NFKC'));
          at = MARK.lastIndex;
          continue;
        }
      }
      out += sign;
      at += sign.length;
    }
    held = text.slice(at);
    return out;
  };

  return {
    push(text) {
      held += text;
      return read(false);
    },
    end: () => read(true),
    cited,
  };
}

/** Returns the numbers that a text cites as `[n]`. */
export function readCited(text: string): readonly number[] {
  return [...text.matchAll(/\[(\d{1,3})\]/g)].map(([, number]) => Number(number));
}

function isHalf(mark: string): boolean {
  return mark.includes('[[') && !mark.endsWith(']]');
}

function listNumbers(numbers: string): readonly number[] {
  const range = /^(\d+)\s?[–~-]\s?(\d+)$/.exec(numbers);
  const [from, to] = [Number(range?.[1]), Number(range?.[2])];
  if (range && to >= from && to - from < LONGEST_RANGE)
    return Array.from({ length: to - from + 1 }, (_, n) => from + n);
  return [...new Set((numbers.match(/\d+/g) ?? []).map(Number))];
}
