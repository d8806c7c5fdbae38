/** Characters between which there is always a boundary: ASCII, Chinese characters and their punctuation. */
const SIMPLE = /[ -~\u3001-\u3020\u4e00-\u9fff\uff01-\uff5e]/;

/**
 * Returns the last boundary between graphemes in the text from `from`, itself a boundary, to `end`. It reads only near
 * `end`.
 * A grapheme is what a reader sees as one character: an emoji sequence, a flag, a letter with its accents.
 */
export function lastGraphemeBoundary(text: string, from: number, end: number): number {
  if (end >= text.length) return text.length;
  if (isSimple(text, end - 1) && isSimple(text, end)) return end;
  let start = end;
  while (start > from && !(isSimple(text, start - 1) && isSimple(text, start))) start--;
  // Whether a boundary stands before a character depends on that character and on those before it.
  const neighbourhood = text.slice(start, end + 2);
  if (end <= start) return start;
  const segment = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
    .segment(neighbourhood)
    .containing(end - start);
  return start + (segment?.index ?? end - start);
}

function isSimple(text: string, at: number): boolean {
  return SIMPLE.test(text.charAt(at));
}
