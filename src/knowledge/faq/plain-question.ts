/** Signs that tell one thing from another: C# from C, $5 from €5, 9:00-22:00 from 9002200. */
const DROPPED = /[^\p{L}\p{N}\p{M}+#%&@*$€£¥<>=°]+/gu;
const INSIDE_NUMBER = /(?<=\d)[.:/~–—-](?=\d)/gu;
const KEPT_SIGN = '°°';

/** Writes a question in one typography: full-width as half-width, lower case, numbers without commas. */
export function plainQuestion(question: string): string {
  return question
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’`´]/g, "'")
    .replace(/(?<![a-z\d]\s*)[-−](?=\d)/g, '负')
    .replace(/(?<=\d),(?=\d{3}(?!\d))/g, '')
    .trim();
}

/** Returns what two questions have in common that differ in nothing but case, width, blanks and punctuation. */
export function bareQuestion(question: string): string {
  return plainQuestion(question)
    .replace(INSIDE_NUMBER, (sign) => `${KEPT_SIGN}${sign.codePointAt(0)}${KEPT_SIGN}`)
    .replace(/(?<=[a-z0-9])\s+(?=[a-z0-9])/g, KEPT_SIGN)
    .replace(DROPPED, '');
}
