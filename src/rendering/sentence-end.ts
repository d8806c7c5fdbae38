import { hasEastAsian, isSpace } from './characters.ts';

const EAST_ASIAN_END = '。！？…；';
const ENDS = EAST_ASIAN_END + '.!?';
const CLOSERS = '」』”’）)】]》〉"\'';
const MARKDOWN_MARKS = '*_~`';
const ABBREVIATION =
  /(?:^|[^A-Za-z])(?:[A-Za-z]|e\.g|i\.e|vs|cf|al|no|fig|approx|mr|mrs|ms|dr|prof|st)$/i;
const LIST_NUMBER = /(?:^|\n)[ \t\u3000]*\d{1,9}$/;
/** The length of text in which an abbreviation or a list number before a full stop is found. */
const LOOK_BEHIND = 24;
/**
 * The length of a run that is examined. A model that repeats itself writes `）。` without end, and each would look at
 * all.
 */
const LONGEST_RUN = 100;

/** Says whether this character may end a sentence; `.`, `!` and `?` depend on what follows. */
export function mayEndSentence(character: string): boolean {
  return ENDS.includes(character);
}

/**
 * Says whether this character may belong to the sentence that ended before it, as closing quotes, brackets and
 * Markdown's marks.
 */
export function mayFollowEnd(character: string): boolean {
  return (
    ENDS.includes(character) || CLOSERS.includes(character) || MARKDOWN_MARKS.includes(character)
  );
}

/**
 * Returns the end (exclusive, with closing quotes and brackets) of the sentence whose `。` or `.` stands at `at`, or
 * undefined if no sentence ends there. The end of the text counts as the end of a line. With `marks: 'included'`
 * Markdown's marks after the end belong to the sentence, as in `**Careful!** `.
 */
export function sentenceEndAt(
  text: string,
  at: number,
  marks: 'included' | 'excluded' = 'excluded',
): number | undefined {
  let end = at;
  let isEastAsian = false;
  for (const furthest = Math.min(text.length, at + LONGEST_RUN); end < furthest; end++) {
    const character = text.charAt(end);
    if (EAST_ASIAN_END.includes(character)) isEastAsian = true;
    else if (character === '"' || character === "'") {
      if (!isClosingQuote(text, end)) break;
    } else if (!ENDS.includes(character) && !CLOSERS.includes(character)) {
      if (marks === 'excluded' || !MARKDOWN_MARKS.includes(character)) break;
    }
  }
  if (isEastAsian) return end;
  const next = end < text.length ? text.charAt(end) : undefined;
  if (text.charAt(at) !== '.') return isSpace(next) || hasEastAsian(next ?? '') ? end : undefined;
  if (!isSpace(next)) return undefined;
  // `before` may begin in the middle of a line, which is then too long for a list number.
  const before = text.slice(Math.max(0, at - LOOK_BEHIND), at);
  return ABBREVIATION.test(before) || LIST_NUMBER.test(before) ? undefined : end;
}

/**
 * Says whether a straight quote closes: before white space, or in Chinese before any character if it was opened before.
 */
function isClosingQuote(text: string, at: number): boolean {
  if (isSpace(text.charAt(at + 1) || undefined)) return true;
  const quote = text.charAt(at);
  const before = text.slice(Math.max(0, at - 300), at);
  let isOpen = false;
  for (let n = before.lastIndexOf('\n') + 1; n < before.length; n++)
    if (before.charAt(n) === quote) isOpen = !isOpen;
  return isOpen;
}

/**
 * Returns the end of the last whole sentence in the text after `from`, or `from` without one. A line break ends a
 * sentence too.
 */
export function lastSentenceEnd(text: string, from: number): number {
  for (let at = text.length - 1; at >= from; at--) {
    const character = text.charAt(at);
    if (character === '\n') return trimmedEnd(text, from, at);
    if (mayEndSentence(character)) {
      at = firstOfRun(text, at, from);
      const end = sentenceEndAt(text, at);
      if (end !== undefined) return end;
    }
  }
  return from;
}

/** Counts the sentences that end in the text after `from`. */
export function countSentences(text: string, from: number): number {
  let count = 0;
  let hasWords = false;
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\n') {
      if (hasWords) count++;
      hasWords = false;
    } else if (mayEndSentence(character)) {
      const end = sentenceEndAt(text, at);
      if (end !== undefined) count++;
      hasWords = end === undefined;
      at = (end ?? lastOfRun(text, at) + 1) - 1;
    } else if (!isSpace(character)) {
      hasWords = true;
    }
  }
  return count;
}

/** Says whether a sign is the first of its run, because `...` and `？！` are one end. */
function firstOfRun(text: string, at: number, from: number): number {
  while (at > from && mayEndSentence(text.charAt(at - 1))) at--;
  return at;
}

function lastOfRun(text: string, at: number): number {
  while (at + 1 < text.length && mayEndSentence(text.charAt(at + 1))) at++;
  return at;
}

function trimmedEnd(text: string, from: number, end: number): number {
  while (end > from && isSpace(text.charAt(end - 1))) end--;
  return end;
}
