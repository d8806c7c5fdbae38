import { stem } from './stem.ts';
import { builtInSynonyms, type Synonyms, type WordTable } from './synonyms.ts';

/**
 * Words as they are looked up. Chinese has no spaces, and SQLite's own tokenizers find no word of two characters, so
 * a run of Chinese becomes its overlapping pairs (退款 政策 → 退款, 款政, 政策). Other scripts become lower-case words
 * without their commonest endings.
 */
const CJK = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}々ー]`;
const LETTER = String.raw`(?!${CJK})[\p{L}\p{N}]`;
const TOKEN = new RegExp(`(${CJK}+)|(?:${LETTER})+(?:[_.-](?:${LETTER})+)*`, 'gu');

/** A run of Chinese characters, or a word with the parts between its dots, dashes and underscores. */
export type Token =
  | { readonly kind: 'run'; readonly characters: readonly string[] }
  | { readonly kind: 'word'; readonly parts: readonly string[] };

/** Splits a text into runs and words; everything else, so also every sign of a query language, is dropped. */
export function tokensOf(text: string): Token[] {
  const plain = text.normalize('NFKC').toLowerCase();
  return Array.from(plain.matchAll(TOKEN), ([token, run]): Token =>
    run === undefined
      ? { kind: 'word', parts: token.split(/[_.-]/) }
      : { kind: 'run', characters: [...run] },
  );
}

/** Every term that stands for the words of a text, or for what they mean. */
export function termsOf(
  text: string,
  { same }: Pick<Synonyms, 'same'> = builtInSynonyms,
): string[] {
  const tokens = stemmed(tokensOf(text));
  const terms: string[] = [];
  addTermsOf(tokens, terms);
  addMeaningsOf(tokens, same, terms);
  return terms;
}

/** The terms for what is near to the words of a text. */
export function relatedTermsOf(
  text: string,
  { related }: Pick<Synonyms, 'related'> = builtInSynonyms,
): string[] {
  const terms: string[] = [];
  addMeaningsOf(stemmed(tokensOf(text)), related, terms);
  return terms;
}

/** The terms of both kinds, under which a text is indexed. */
export function indexTermsOf(text: string, { same, related }: Synonyms): string[] {
  const terms: string[] = [];
  const tokens = stemmed(tokensOf(text));
  addTermsOf(tokens, terms);
  addMeaningsOf(tokens, same, terms);
  addMeaningsOf(tokens, related, terms);
  return terms;
}

/** A token with the stems of its parts, which each table needs. */
type Stemmed =
  | { readonly kind: 'run'; readonly characters: readonly string[]; readonly run: string }
  | { readonly kind: 'word'; readonly parts: readonly string[]; readonly stems: readonly string[] };

function stemmed(tokens: readonly Token[]): Stemmed[] {
  return tokens.map((token) =>
    token.kind === 'run'
      ? { ...token, run: token.characters.join('') }
      : { ...token, stems: token.parts.map(stem) },
  );
}

/** Adds to a list, since a text has many terms and copying them takes time. */
function addTermsOf(tokens: readonly Stemmed[], terms: string[]): void {
  for (const token of tokens) {
    if (token.kind === 'word') {
      terms.push(...token.stems);
      if (token.parts.length > 1) terms.push(token.parts.join('')); // OPENAI_MODEL is found as openai, model, openaimodel.
    } else {
      const { characters } = token;
      // The last one alone: only so a search for one character finds it.
      for (let n = 0; n < characters.length; n += 1)
        terms.push((characters[n] ?? '') + (characters[n + 1] ?? ''));
    }
  }
}

function addMeaningsOf(tokens: readonly Stemmed[], table: WordTable, terms: string[]): void {
  let before = '';
  for (const token of tokens) {
    if (token.kind === 'run') {
      before = '';
      for (const { term } of table.meaningsIn(token.run)) terms.push(term);
    } else {
      for (const part of token.stems) {
        if (before !== '') terms.push(...table.meaningsOfStems(`${before} ${part}`));
        terms.push(...table.meaningsOfStems(part));
        before = part;
      }
    }
  }
}
