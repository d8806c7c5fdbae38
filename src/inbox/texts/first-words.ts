import { neutraliseMarkup } from '../../rendering/neutralise-markup.ts';

const MOST_CHARACTERS = 20;

/** Returns the beginning of what a follower wrote, to be quoted in a sentence of ours. */
export function firstWords(text: string): string {
  const characters = Array.from(neutraliseMarkup(text).replace(/\s+/g, ' ').trim());
  const beginning = characters.slice(0, MOST_CHARACTERS).join('').trim();
  return characters.length > MOST_CHARACTERS ? `${beginning}…` : beginning;
}
