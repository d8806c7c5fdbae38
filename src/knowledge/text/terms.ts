import { stem } from './stem.ts';
import { builtInSynonyms, type Synonyms, type WordTable } from './synonyms.ts';

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

/** Every term that stands for the words of a text, or for what they mean. */
export function termsOf(
  text: string,
  { same }: Pick<Synonyms, 'same'> = builtInSynonyms,
): string[] {
  const tokens = tokensOf(text);
  return [
    ...tokens.flatMap((token) => {
      if (token.kind === 'word') {
        const compound = token.parts.length > 1 ? [token.parts.join('')] : [];
        return [...token.parts.map(stem), ...compound]; // OPENAI_MODEL is found as openai, model, openaimodel.
      }
      const { characters } = token;
      const pairs = characters.slice(1).map((character, n) => `${characters[n]}${character}`);
      return [...pairs, characters.at(-1) ?? '']; // The last one alone: only so a search for one character finds it.
    }),
    ...meaningTermsOf(tokens, same),
  ];
}

/** The terms for what is near to the words of a text. */
export function relatedTermsOf(
  text: string,
  { related }: Pick<Synonyms, 'related'> = builtInSynonyms,
): string[] {
  return meaningTermsOf(tokensOf(text), related);
}

function meaningTermsOf(tokens: readonly Token[], table: WordTable): string[] {
  let before = '';
  return tokens.flatMap((token) => {
    if (token.kind === 'run') {
      before = '';
      return table.meaningsIn(token.characters.join('')).map(({ term }) => term);
    }
    return token.parts.flatMap((part) => {
      const phrase = before === '' ? [] : table.meaningsOf(`${before} ${part}`);
      before = part;
      return [...phrase, ...table.meaningsOf(part)];
    });
  });
}
