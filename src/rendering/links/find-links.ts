import { CHINESE_ENDING, hasMore, isHost } from './top-level-domains.ts';

/** A stretch of a text that a chat client may make a link of. */
export interface FoundLink {
  readonly from: number;
  readonly to: number;
}

/** Ends an address wherever it stands: blanks, and signs that addresses do not hold. */
export const ENDS_ADDRESS = /[\s<>"“”‘’，。！？；：、（）《》〈〉【】「」『』…—·]/u;
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
/** A stretch without a blank and without Chinese, in which an address stands. */
const TOKEN =
  /[^\s<>"“”‘’，。！？；：、（）《》〈〉【】「」『』…—·\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+/gu;
/** Schemes that lead somewhere without slashes. */
const SCHEMES =
  /(?:[a-z][a-z0-9+.-]{0,30}:(?:\/\/|\\\\)|(?:https?|ftp|weixin|javascript|vbscript|intent|alipays?):(?=\S)|mailto:(?=\S)|data:(?=[a-z]+\/))/i;
/** In small letters: `Tel:` stands before a number that is to be read. */
const NUMBERS = /(?:tel|sms):(?=[+\d])/;
const NAME = /(?<![\p{L}\p{N}_-])[\p{L}\p{N}_-]*(?:\.[\p{L}\p{N}_-]+)+/gu;
/** What WeChat copies as the link of a mini program, and opens at a tap. */
const MINI_PROGRAM = /#?小程序[:：]\/\/[^\s<>"“”，。！？；、]*/gu;
const LONGEST_USER = 64;
/** What stands before a name that belongs to its address. */
const LEAD = new RegExp(`(?:[^\\s@/]{1,${LONGEST_USER}}@|//)$`);
const TRAILING = /[_~.,!?;:'")\]}*`|]+$/;

/** Tells whether a dotted name without a scheme is a host; `more` follows it, or stands before it. */
type JudgeName = (name: string, more: string) => boolean;

const LOOKS_LIKE_A_HOST: JudgeName = (name, more) => isHost(name, hasMore(more));

/** Finds addresses with and without a scheme, in order; none overlaps another. */
export function findLinks(text: string, isName = LOOKS_LIKE_A_HOST): readonly FoundLink[] {
  const found: FoundLink[] = [];
  for (const token of text.matchAll(TOKEN)) {
    const from = token.index;
    if (from < (found.at(-1)?.to ?? 0)) continue;
    found.push(...findInToken(text, { from, token: token[0], isName }));
  }
  for (let at = 0; ;) {
    const ending = CHINESE_ENDING.exec(text.slice(at));
    if (!ending) break;
    const from = at + ending.index;
    at = from + ending[0].length;
    const path = /^(?::\d+)?(?:[/?#][!-~]*)?/.exec(text.slice(at))?.[0] ?? '';
    if (/[\p{L}\p{N}]/u.test(text.charAt(from - 1)) && !found.some((link) => link.to > from))
      found.push({ from, to: at + path.length });
  }
  for (const { index, 0: link } of text.matchAll(MINI_PROGRAM))
    if (!found.some(({ from, to }) => from < index + link.length && to > index))
      found.push({ from: index, to: index + link.length });
  return found.sort((a, b) => a.from - b.from);
}

interface Stretch {
  readonly from: number;
  readonly token: string;
  readonly isName: JudgeName;
}

function findInToken(text: string, { from, token, isName }: Stretch): readonly FoundLink[] {
  const schemed = SCHEMES.exec(token) ?? NUMBERS.exec(token);
  const head = schemed ? token.slice(0, schemed.index) : token;
  const before = findNames(text, { from, token: head, isName });
  if (!schemed) return before;
  const start = from + schemed.index;
  return [
    ...before,
    { from: start, to: endOfSchemed(text, start, schemed[0].length, from + token.length) },
  ];
}

/** An address of Chinese letters goes on after the letters of ASCII, unless these are a host already. */
function endOfSchemed(text: string, start: number, schemeLength: number, tokenEnd: number): number {
  const [authority = ''] = text.slice(start + schemeLength, tokenEnd).split(/[/?#]/);
  const name = authority.replace(/^.*@/, '').replace(/:\d*$/, '');
  const isWhole = tokenEnd >= text.length || !WIDE.test(text.charAt(tokenEnd));
  const hasPath = authority.length < tokenEnd - start - schemeLength;
  if (isWhole || hasPath || isHost(name, true)) return trimmed(text, start, tokenEnd);
  let end = tokenEnd;
  while (end < text.length && !ENDS_ADDRESS.test(text.charAt(end))) end += 1;
  return trimmed(text, start, end);
}

/** Finds hosts without a scheme: `evil.com/x`, `user@evil.com`, `//1.2.3.4`. */
function findNames(text: string, { from, token, isName }: Stretch): readonly FoundLink[] {
  const found: FoundLink[] = [];
  for (const match of token.matchAll(NAME)) {
    const start = from + match.index;
    if (start < (found.at(-1)?.to ?? 0)) continue;
    const name = match[0].replace(/^[-_]+|[-_]+$/g, '');
    // A domain of Chinese letters: what stands before its dot may be a part of the sentence.
    const isAfterWide = name.startsWith('.') && WIDE.test(text.charAt(start - 1));
    if (name.startsWith('.') && !isAfterWide) continue;
    const beforeName = token.slice(Math.max(match.index - LONGEST_USER - 1, 0), match.index);
    const lead = LEAD.exec(beforeName)?.[0] ?? '';
    const end = start + match[0].length;
    const path = /^(?::\d{1,5}(?!\d))?(?:[/?#][!-~]*)?/.exec(text.slice(end))?.[0] ?? '';
    const isHere = isName(isAfterWide ? `x${name}` : name, lead + path);
    if (!isHere || (isAfterWide && /^\.NET$/.test(name))) continue;
    found.push({ from: start - lead.length, to: trimmed(text, start, end + path.length) });
  }
  return found;
}

function trimmed(text: string, start: number, end: number): number {
  return start + text.slice(start, end).replace(TRAILING, '').length;
}
