import { estimateTokens } from '../../answering/estimate-tokens.ts';

/** Vendors refuse an empty text, and one such text would make them refuse all beside it. */
const NOTHING = '-';

/** Returns a text as a vendor takes it: never empty, without broken characters, and of at most so many estimated tokens. */
export function fitText(text: string, tokens: number): string {
  const plain = text.toWellFormed().replaceAll('\0', '').trim();
  if (plain === '') return NOTHING;
  if (estimateTokens(plain) <= tokens) return plain;
  let fits = 0;
  let tooLong = plain.length;
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (estimateTokens(plain.slice(0, middle)) <= tokens) fits = middle;
    else tooLong = middle;
  }
  return plain.slice(0, Math.max(fits, 1)).toWellFormed();
}
