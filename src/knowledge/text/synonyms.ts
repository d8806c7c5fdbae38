import { createHash } from 'node:crypto';
import { createWordFinder } from './find-chinese-words.ts';
import { RELATED_WORDS } from './related-words.ts';
import { SAME_THING } from './same-things.ts';
import { stem } from './stem.ts';

/** A place in a text where a word of a table stands, and the term for the thing that it means. */
interface Meaning {
  readonly term: string;
  readonly from: number;
  readonly to: number;
}

/** Words for the same thing, each thing with a term of its own. */
export interface WordTable {
  /** Finds the words of the table in a run of Chinese; the longer of two that overlap. Counts in characters. */
  meaningsIn(run: string): Meaning[];
  /** The terms for what a word of another script means, whatever its ending; two words with a blank are a phrase. */
  meaningsOf(words: string): readonly string[];
  /** The same for words of which the endings are cut. */
  meaningsOfStems(stems: string): readonly string[];
  /** The Chinese words of the table as a pattern, longer ones first. */
  readonly chineseWords: string;
}

/** The words that a search takes for each other. */
export interface Synonyms {
  /** Words for the very same thing: another one counts almost as much. */
  readonly same: WordTable;
  /** Words that are used near each other: they find a passage, and prove nothing. */
  readonly related: WordTable;
  /** Changes with the tables, so that what was indexed with others is indexed anew. */
  readonly version: number;
}

const SAME = 'σ';
const RELATED = 'ρ';

/** The synonyms of the program and, in front of them, those of an owner; each line holds words for one thing. */
export function createSynonyms(ownLines: readonly string[] = []): Synonyms {
  const own = ownLines.map(wordsOf);
  const isOwn = new Set(own.flat());
  // A word that an owner has explained means that, and nothing else.
  const builtIn = linesOf(SAME_THING).map((words) => words.filter((word) => !isOwn.has(word)));
  const hash = createHash('sha256').update([...ownLines, SAME_THING, RELATED_WORDS].join('\n'));
  return {
    same: createWordTable(SAME, [...builtIn, ...own]),
    related: createWordTable(RELATED, linesOf(RELATED_WORDS)),
    version: hash.digest().readUInt16BE(0),
  };
}

/** The synonyms of the program alone. */
export const builtInSynonyms: Synonyms = createSynonyms();

/** Whether a term stands for what a word means, and not for the word itself. */
export function isMeaning(term: string): boolean {
  return term.startsWith(SAME) || term.startsWith(RELATED);
}

/** Builds a table; `letter` begins its terms and is one that documents hardly have. */
function createWordTable(letter: string, lines: readonly (readonly string[])[]): WordTable {
  const termsOfWord = new Map<string, string[]>();
  lines.forEach((words, n) => {
    for (const word of words) {
      const terms = termsOfWord.get(word) ?? [];
      if (!terms.includes(`${letter}${n}`)) terms.push(`${letter}${n}`);
      termsOfWord.set(word, terms);
    }
  });
  const chinese = [...termsOfWord.keys()]
    .filter((word) => /\p{Script=Han}/u.test(word))
    .sort((one, other) => other.length - one.length)
    .map((word) => word.replace(/[^\p{L}\p{N}]/gu, ''));
  const findWords = createWordFinder(chinese);
  const meaningsOfStems = (stems: string) => termsOfWord.get(stems) ?? [];
  return {
    chineseWords: chinese.join('|'),
    meaningsIn: (run) =>
      findWords(run).flatMap(({ word, from, to }) =>
        (termsOfWord.get(word) ?? []).map((term) => ({ term, from, to })),
      ),
    meaningsOf: (words) => meaningsOfStems(words.split(' ').map(stem).join(' ')),
    meaningsOfStems,
  };
}

function linesOf(table: string): string[][] {
  return table.trim().split('\n').map(wordsOf);
}

function wordsOf(line: string): string[] {
  return line
    .normalize('NFKC')
    .toLowerCase()
    .split(/\s+/)
    .map((word) => word.split('_').map(stem).join(' '))
    .filter((word) => word !== '');
}
