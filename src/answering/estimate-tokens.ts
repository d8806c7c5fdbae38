const TOKENS_PER_WIDE = 0.75;
const TOKENS_PER_OTHER = 0.25;

/** About how many tokens a text has; vocabularies differ, and a history budget needs no better number. */
export function estimateTokens(text: string): number {
  let wide = 0;
  // Without a regular expression's list of matches: the whole history is counted for each question.
  for (let at = 0; at < text.length; at += 1) if (isWide(text.charCodeAt(at))) wide += 1;
  return Math.ceil(wide * TOKENS_PER_WIDE + (text.length - wide) * TOKENS_PER_OTHER);
}

/** Chinese, Japanese and Korean, with their punctuation and full-width forms. */
function isWide(code: number): boolean {
  return (
    (code >= 0x2e80 && code <= 0x9fff) ||
    (code >= 0xac00 && code <= 0xd7af) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xff00 && code <= 0xffef)
  );
}
