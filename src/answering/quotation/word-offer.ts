import type { Passage } from '../retriever.ts';

/** Chinese characters, or else words, up to which a heading alone tells too little. */
const SHORT = { characters: 4, words: 1 };

/**
 * Words the question that offers a section: its heading, with the document's title where the heading alone is short or
 * stands in several documents. Marks do not count when it is looked up, so that it finds this section.
 */
export function wordOffer(
  { title, heading, asks }: Pick<Passage, 'title' | 'heading' | 'asks'>,
  colon: string,
): string {
  if (heading === '' || asks === title || title === heading) return asks;
  const isAmbiguous = asks === `${title} ${heading}`;
  return isAmbiguous || isShort(asks) ? `${title}${colon}${heading}` : asks;
}

function isShort(heading: string): boolean {
  return /\p{Script=Han}/u.test(heading)
    ? [...heading].length <= SHORT.characters
    : heading.trim().split(/\s+/).length <= SHORT.words;
}
