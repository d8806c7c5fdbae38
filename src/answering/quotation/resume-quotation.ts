/**
 * What of `whole` follows the text that a follower already has, or undefined when the two differ. The follower's text went
 * through a renderer that changes Markdown's marks, spaces and line breaks, so only letters and digits are compared.
 */
export function resumeQuotation(whole: string, shown: string): string | undefined {
  const wanted = [...shown.matchAll(/[\p{L}\p{N}]/gu)].map(([character]) => character);
  if (wanted.length === 0) return whole;
  let n = 0;
  let end = 0;
  for (const match of whole.matchAll(/[\p{L}\p{N}]/gu)) {
    if (n === wanted.length) break;
    if (match[0] !== wanted[n]) return undefined;
    n += 1;
    end = match.index + match[0].length;
  }
  if (n < wanted.length) return undefined;
  // The signs that end the last sentence were shown with it.
  return whole.slice(end).replace(/^[\p{P}*_`~]+/u, '');
}
