import { hasEastAsian, isSpace } from './characters.ts';

const EAST_ASIAN_END = '。！？…；';
const ENDS = EAST_ASIAN_END + '.!?';
const CLOSERS = '」』”’）)】]》〉"\'';
const MARKDOWN_MARKS = '*_~`';
const ABBREVIATION =
  /(?:^|[^A-Za-z])(?:[A-Za-z]|e\.g|i\.e|vs|cf|al|no|fig|approx|mr|mrs|ms|dr|prof|st)$/i;
const LIST_NUMBER = /(?:^|\n)[ \t\u3000]*\d{1,9}$/;
/** Long enough to see an abbreviation or a list number before a full stop. */
const LOOK_BEHIND = 24;
/** A model that repeats itself writes `）。` without end, and every one would look at all that follow. */
const LONGEST_RUN = 100;

/** Whether this character may end a sentence; `.`, `!` and `?` depend on what follows. */
export function mayEndSentence(character: string): boolean {
  return ENDS.includes(character);
}

/** Whether this character, standing behind the end of a sentence, may belong to it: closing quotes, brackets, Markdown's marks. */
export function mayFollowEnd(character: string): boolean {
  return (
    ENDS.includes(character) || CLOSERS.includes(character) || MARKDOWN_MARKS.includes(character)
  );
}

/**
 * The end (exclusive, with closing quotes and brackets) of the sentence whose `。` or `.` stands at `at`, or undefined when
 * no sentence ends there. The end of the text counts as the end of a line. With `marks: 'included'` Markdown's marks behind
 * the end belong to the sentence: `**Careful!** `.
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
  // `before` may begin in the middle of a line; then it is too long for a list number anyway.
  const before = text.slice(Math.max(0, at - LOOK_BEHIND), at);
  return ABBREVIATION.test(before) || LIST_NUMBER.test(before) ? undefined : end;
}

/** A straight quote closes when white space follows; in Chinese also before the next character, when it was opened before. */
function isClosingQuote(text: string, at: number): boolean {
  if (isSpace(text.charAt(at + 1) || undefined)) return true;
  const quote = text.charAt(at);
  const before = text.slice(Math.max(0, at - 300), at);
  let isOpen = false;
  for (let n = before.lastIndexOf('\n') + 1; n < before.length; n++)
    if (before.charAt(n) === quote) isOpen = !isOpen;
  return isOpen;
}

/** The end of the last whole sentence in the text after `from`, or `from` when there is none; a line break ends a sentence too. */
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

/** How many sentences end in the text after `from`. */
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

/** `...` and `？！` are one end: the first of the run decides. */
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
