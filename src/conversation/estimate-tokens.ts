const WIDE = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]/g;
const TOKENS_PER_WIDE = 0.75;
const TOKENS_PER_OTHER = 0.25;

/** About how many tokens a text has; vocabularies differ, and a history budget needs no better number. */
export function estimateTokens(text: string): number {
  const wide = text.match(WIDE)?.length ?? 0;
  return Math.ceil(wide * TOKENS_PER_WIDE + (text.length - wide) * TOKENS_PER_OTHER);
}
