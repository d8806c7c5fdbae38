/** Returns what follows the part of a text that is out already; nothing when the text is another one by now. */
export function continueText(whole: string, released: string): string {
  return whole.startsWith(released) ? whole.slice(released.length) : '';
}
