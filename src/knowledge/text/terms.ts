import { stem } from './stem.ts';
import { meaningOf, meaningsIn } from './synonyms.ts';

/**
 * Words as they are looked up. Chinese has no spaces, and SQLite's own tokenizers find no word of two characters, so
 * a run of Chinese becomes its overlapping pairs (退款 政策 → 退款, 款政, 政策). Other scripts become lower-case words
 * without their commonest endings.
 */
const CJK = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}々ー]`;
const LETTER = String.raw`(?!${CJK})[\p{L}\p{N}]`;
const TOKEN = new RegExp(`(?<run>${CJK}+)|(?:${LETTER})+(?:[_.-](?:${LETTER})+)*`, 'gu');

/** A run of Chinese characters, or a word with the parts between its dots, dashes and underscores. */
export type Token =
  | { readonly kind: 'run'; readonly characters: readonly string[] }
  | { readonly kind: 'word'; readonly parts: readonly string[] };

/** Splits a text into runs and words; everything else, so also every sign of a query language, is dropped. */
export function tokensOf(text: string): Token[] {
  const plain = text.normalize('NFKC').toLowerCase();
  return [...plain.matchAll(TOKEN)].map(({ 0: token, groups }): Token =>
    groups?.['run'] === undefined
      ? { kind: 'word', parts: token.split(/[_.-]/) }
      : { kind: 'run', characters: [...token] },
  );
}

/** Every term under which a text is found. */
export function termsOf(text: string): string[] {
  return tokensOf(text).flatMap((token) => {
    if (token.kind === 'word') {
      const compound = token.parts.length > 1 ? [token.parts.join('')] : [];
      const meanings = token.parts.flatMap((part) => meaningOf(part) ?? []);
      return [...token.parts.map(stem), ...compound, ...meanings]; // OPENAI_MODEL is found as openai, model, openaimodel.
    }
    const { characters } = token;
    const pairs = characters.slice(1).map((character, n) => `${characters[n]}${character}`);
    const meanings = meaningsIn(characters.join('')).map(({ term }) => term);
    return [...pairs, characters.at(-1) ?? '', ...meanings]; // The last one alone: only so a search for one character finds it.
  });
}
