import type { InlineMatch } from './inline-match.ts';

/** Marks that point at a vendor's own list of sources, which followers never see. */
const POINTERS = [
  // OpenAI's file search: 【4:0†source】, 【11†L3-L9】
  {
    opens: '【',
    closes: '】',
    whole: /^【\d+(?::\d+)?†[^【】\n]{0,60}】/,
    start: /^【(?:\d+(?::\d*)?(?:†[^【】\n]{0,60})?)?$/,
  },
  {
    opens: '〖',
    closes: '〗',
    whole: /^〖\d+(?::\d+)?†[^〖〗\n]{0,60}〗/,
    start: /^〖(?:\d+(?::\d*)?(?:†[^〖〗\n]{0,60})?)?$/,
  },
  // OpenAI's web search, between private-use characters.
  {
    opens: '\ue200',
    closes: '\ue201',
    whole: /^\ue200[^\ue200\ue201\n]{0,200}\ue201/,
    start: /^\ue200[^\ue201\n]{0,200}$/,
  },
] as const;
const OLD_OPENAI = /^:contentReference\[oaicite:\d+\](?:\{index=\d+\})?/;

/**
 * Numbers of sources in brackets, such as `[^1^]` (Kimi), `[citation:3]` (DeepSeek, Doubao), `[ref_3]` (Qwen) or
 * `[[1]]`.
 */
const NUMBERED =
  /^\[(?:\^(\d{1,3}(?:\s?[,，、]\s?\d{1,3})*)\^|(?:citation|cite|source|ref|reference|引用|来源)[\s:：_-]{0,2}(\d{1,3}(?:\s?[,，、]\s?(?:citation:)?\d{1,3})*)|\[(\d{1,3})\]|\[(?:citation|ref)[:_](\d{1,3})\])\](?!\()/i;
const NUMBERED_START =
  /^\[(?:\^\d[\d\s,，、^]*|\[?[a-z]{3,9}(?:[\s:：_-]{0,2}[\d,，、\s]*)?|(?:引用|来源)[\s:：\d]*|\[\d*\]?)$/i;

/** Reads a mark of citation. One with a number becomes `[1]`; one that points where no follower can go is left out. */
export function readCitation(raw: string, at: number): InlineMatch {
  const text = raw.slice(at, at + 260);
  const pointer = POINTERS.find(({ opens }) => text.startsWith(opens));
  if (pointer) {
    const whole = pointer.whole.exec(text)?.[0];
    if (whole !== undefined) return { text: '', to: at + whole.length };
    return pointer.start.test(text) ? { waitsFor: pointer.closes } : undefined;
  }
  if (text.startsWith(':')) {
    const whole = OLD_OPENAI.exec(text)?.[0];
    return whole === undefined ? undefined : { text: '', to: at + whole.length };
  }
  const numbered = NUMBERED.exec(text);
  if (numbered !== null) {
    const numbers = numbered.slice(1).find((group) => group !== undefined) ?? '';
    const all = numbers.match(/\d+/g) ?? [];
    return { text: all.map((number) => `[${number}]`).join(''), to: at + numbered[0].length };
  }
  return NUMBERED_START.test(text) ? { waitsFor: ']' } : undefined;
}
