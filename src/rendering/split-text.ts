import { isSpace } from './characters.ts';
import { lastGraphemeBoundary } from './grapheme.ts';
import { mayEndSentence, sentenceEndAt } from './sentence-end.ts';

/** The last share of the text that fits, in which a good place to cut is looked for. */
const SEARCHED_SHARE = 0.4;
const LONGEST_ITEM_START = 40;
const SOFT_BREAKS = '，、,：:；;';
const CHAINED = /[^\s\u3000-\u303f\u4e00-\u9fff\uff00-\uffef<>"“”]/;
/** An `<a …>` that does not close within this length is no link. */
const LONGEST_LINK = 4096;

/** Returns the bytes of the text in UTF-8, in which WeChat counts its limits. */
export function byteLength(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

/**
 * Returns where to cut: the UTF-16 offset, after `from`, at which the largest piece within `limitBytes` of UTF-8 ends.
 * The cut moves back to the end of a paragraph, else of a sentence, else to a comma or space, if one is near. It never
 * divides a character, a grapheme, an address or an `<a …>…</a>`. One of them that alone exceeds the limit is cut
 * between characters.
 */
export function cutAt(text: string, from: number, limitBytes: number): number {
  const fits = furthest(text, from, limitBytes);
  if (fits === text.length) return fits;
  const end = lastWholeBoundary(text, from, fits);
  if (end <= from) return Math.max(fits, from + codePointLength(text, from));
  return bestBreak(text, from, end);
}

/**
 * Splits a text from `from` on into pieces of at most `limitBytes` of UTF-8, given as offsets. Together they are the
 * text.
 */
export function splitText(
  text: string,
  limitBytes: number,
  from = 0,
): readonly { readonly from: number; readonly to: number }[] {
  const pieces = [];
  for (let start = from; start < text.length;) {
    const to = cutAt(text, start, limitBytes);
    pieces.push({ from: start, to });
    start = to;
  }
  return pieces;
}

/** Returns the end of the last character that fits. */
function furthest(text: string, from: number, limitBytes: number): number {
  let bytes = 0;
  let at = from;
  while (at < text.length) {
    const length = codePointLength(text, at);
    const code = text.charCodeAt(at);
    bytes += length === 2 ? 4 : code < 0x80 ? 1 : code < 0x800 ? 2 : 3;
    if (bytes > limitBytes) break;
    at += length;
  }
  return at;
}

function codePointLength(text: string, at: number): 1 | 2 {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

/** Returns the last place up to `end` that divides nothing, or `from`. */
function lastWholeBoundary(text: string, from: number, end: number): number {
  const boundary = lastGraphemeBoundary(text, from, end);
  const start = startOfKept(text, from, boundary);
  if (start === undefined) return boundary;
  return start > from ? lastGraphemeBoundary(text, from, start) : boundary;
}

/** Returns the start of the link or address that a cut at `end` would divide. */
function startOfKept(text: string, from: number, end: number): number | undefined {
  const before = text.slice(from, end);
  // The cut may stand within `<a ` itself.
  const link = Math.max(before.lastIndexOf('<a '), partialAnchor(text, from, end));
  if (link !== -1 && !before.includes('</a>', link)) {
    const start = from + link;
    if (text.slice(start, start + LONGEST_LINK).includes('</a>')) return start;
  }
  return startOfUrl(text, from, end);
}

function partialAnchor(text: string, from: number, end: number): number {
  for (const start of [end - 1, end - 2]) {
    if (start >= from && text.startsWith('<a ', start)) return start - from;
  }
  return -1;
}

function startOfUrl(text: string, from: number, end: number): number | undefined {
  if (!isChained(text, end) || !isChained(text, end - 1)) return undefined;
  let start = end - 1;
  while (start > from && isChained(text, start - 1)) start--;
  const run = text.slice(start, end + '://'.length);
  const scheme = /(?:https?:\/\/|www\.)/i.exec(run) ?? partialScheme(text, start, end);
  return scheme === null || start + scheme.index >= end ? undefined : start + scheme.index;
}

/** Says whether a cut divides `https://` itself. */
function partialScheme(text: string, start: number, end: number): { index: number } | null {
  for (let at = Math.max(start, end - 'https://'.length); at < end; at++) {
    if (/^https?:\/\//i.test(text.slice(at, at + 8))) return { index: at - start };
  }
  return null;
}

function isChained(text: string, at: number): boolean {
  return CHAINED.test(text.charAt(at));
}

function bestBreak(text: string, from: number, end: number): number {
  const earliest = end - Math.floor((end - from) * SEARCHED_SHARE);
  let best: { readonly at: number; readonly rank: number } = { at: end, rank: RANKS.none };
  for (let at = end; at > earliest; at--) {
    const rank = RANKS[breakBefore(text, from, at)];
    if (rank <= best.rank || isDivided(text, from, at)) continue;
    if (rank === RANKS.paragraph) return at;
    best = { at, rank };
  }
  return best.at;
}

/** Ranks of places; a higher one is better. Of equals the last one is taken, which fills the message. */
const RANKS = { none: 0, soft: 1, sentence: 2, nested: 3, item: 4, paragraph: 5 } as const;
/** The beginning of a list item, or of a record of a table. */
const ITEM = /^[ \t\u3000]*(?:[•☐☑]|\d{1,3}[.)]) /;

function isDivided(text: string, from: number, at: number): boolean {
  return lastWholeBoundary(text, from, at) !== at || startOfKept(text, from, at) !== undefined;
}

/**
 * Returns what ends right before `at`. White space belongs to the piece that it ends, indentation to the line that it
 * begins.
 */
function breakBefore(text: string, from: number, at: number): keyof typeof RANKS {
  const isLineStart = text.charAt(at - 1) === '\n';
  if (isSpace(text.charAt(at)) && (!isLineStart || isBlankLine(text, at))) return 'none';
  if (!isLineStart && isIndentation(text, from, at)) return 'none';
  let words = at;
  while (words > from && isSpace(text.charAt(words - 1))) words--;
  const space = text.slice(words, at);
  if (isLineStart) {
    if (/\n\s*\n/.test(space)) return 'paragraph';
    if (!ITEM.test(text.slice(at, at + LONGEST_ITEM_START))) return 'sentence';
    return isSpace(text.charAt(at)) ? 'nested' : 'item';
  }
  if (endsSentence(text, from, words)) return 'sentence';
  if (space !== '') return 'soft';
  return SOFT_BREAKS.includes(text.charAt(at - 1)) && !isInNumber(text, at) ? 'soft' : 'none';
}

/** Says whether a sign stands within a number, such as `1,000` or `12:30`. */
function isInNumber(text: string, at: number): boolean {
  return /^\d[,:]\d$/.test(text.slice(at - 2, at + 1));
}

/** Says whether only white space stands between the start of the line and `at`. */
function isIndentation(text: string, from: number, at: number): boolean {
  let start = at;
  while (start > from && isSpace(text.charAt(start - 1)) && text.charAt(start - 1) !== '\n')
    start--;
  return start < at && (start === from || text.charAt(start - 1) === '\n');
}

function isBlankLine(text: string, at: number): boolean {
  let end = at;
  while (end < text.length && isSpace(text.charAt(end)) && text.charAt(end) !== '\n') end++;
  return end === text.length || text.charAt(end) === '\n';
}

function endsSentence(whole: string, from: number, end: number): boolean {
  // This much text shows whether the sentence ends here; a long run of marks is not read for each of its places.
  const text = whole.slice(0, end + 2);
  for (let at = end - 1; at >= from && at > end - 8; at--) {
    if (mayEndSentence(text.charAt(at))) {
      const isFirst = at === from || !mayEndSentence(text.charAt(at - 1));
      if (isFirst) return sentenceEndAt(text, at) === end;
    }
  }
  return false;
}
