/** Longer than any fact that fits into one line; a longer text is a question with a beginning of this kind. */
const LONGEST_WISH = 500;

const POLITE = String.raw`(?:请(?:你|您)?|請(?:你|您)?|麻烦(?:你|您)?|麻煩(?:你|您)?)?(?:帮我|幫我)?`;
/** A colon takes whatever follows; without one only a sentence about the follower counts. */
const AFTER_COLON = new RegExp(String.raw`^${POLITE}(?:记住|記住|remember)\s*[:：]\s*(.+)$`, 'isu');
const ABOUT_ME = new RegExp(String.raw`^${POLITE}(?:记住|記住)[,，]?\s*(我.+)$`, 'su');
const IN_ENGLISH =
  /^(?:please\s+)?remember\s+(?:that\s+)?(?!(?:what|when|where|why|who|how|which|me)\b)(.+)$/isu;
const IS_ASKED = /[?？]\s*$/u;

/** Reads the fact that a follower wants to be remembered; any other sentence with the word is a question. */
export function readWish(content: string): string | undefined {
  const text = content.trim();
  if (text.length > LONGEST_WISH) return undefined;
  const [, named] = AFTER_COLON.exec(text) ?? [];
  const [, told] = IS_ASKED.test(text) ? [] : (ABOUT_ME.exec(text) ?? IN_ENGLISH.exec(text) ?? []);
  const fact = (named ?? told)?.trim().replace(/[。.]$/u, '');
  return fact === undefined || !/[\p{L}\p{N}]/u.test(fact) ? undefined : fact;
}
