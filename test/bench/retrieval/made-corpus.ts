import type {
  DocumentRecord,
  StoredPassage,
} from '../../../src/knowledge/bases/document-record.ts';

/** Documents that are made from numbers, the same in each run, so that none of them has to be kept. */
export interface MadeCorpus {
  readonly records: readonly DocumentRecord[];
  passages(record: DocumentRecord): readonly StoredPassage[];
  vectors(record: DocumentRecord): readonly Float32Array[];
  /** A question with words of some passage, and its vector. */
  question(n: number): { readonly question: string; readonly vector: Float32Array };
}

const PASSAGES_IN_A_DOCUMENT = 50;
const CHARACTERS_IN_A_PASSAGE = 300;
const WORDS = 20_000;
/** So many of the most frequent words are left out: no text of a shop has one word in ten of one kind. */
const LEFT_OUT = 50;
const CHARACTERS = 3_000;
const FIRST_CHARACTER = 0x4e00;
const TOPICS = 500;

export function makeCorpus(
  base: string,
  { passages, dimensions }: { readonly passages: number; readonly dimensions: number },
): MadeCorpus {
  const words = makeWords();
  const topics = Array.from({ length: TOPICS }, (_, n) =>
    makeVector(createRandom(n + 7), dimensions),
  );
  const records = Array.from({ length: Math.ceil(passages / PASSAGES_IN_A_DOCUMENT) }, (_, n) =>
    makeRecord(base, n),
  );
  const textOf = (place: number) => {
    const random = createRandom(place * 31 + 1);
    let text = '';
    while (text.length < CHARACTERS_IN_A_PASSAGE) text += chooseWord(words, random);
    return `${text}。`;
  };
  const vectorOf = (place: number) => {
    const random = createRandom(place * 17 + 3);
    const topic = topics[place % TOPICS] ?? new Float32Array(dimensions);
    return makeVector(random, dimensions).map((value, n) => value + (topic[n] ?? 0));
  };
  const placesOf = ({ document }: DocumentRecord) => {
    const first = Number(document) * PASSAGES_IN_A_DOCUMENT;
    return Array.from({ length: PASSAGES_IN_A_DOCUMENT }, (_, n) => first + n);
  };
  return {
    records,
    passages: (record) =>
      placesOf(record).map((place) => {
        const body = textOf(place);
        return { heading: body.slice(0, 6), body, wordings: [] };
      }),
    vectors: (record) => placesOf(record).map(vectorOf),
    question(n) {
      const random = createRandom(n + 99);
      const place = Math.floor(random() * passages);
      const text = textOf(place);
      const from = Math.floor(random() * (text.length - 20));
      const question = `${text.slice(from, from + 5)}怎么${text.slice(from + 9, from + 14)}`;
      const vector = vectorOf(place).map((value) => value + random() - 0.5);
      return { question, vector };
    },
  };
}

function makeRecord(base: string, n: number): DocumentRecord {
  const document = String(n);
  return {
    ...{ base, document, title: document, isFaq: false, language: 'zh', revision: `r${n}` },
    ...{ hash: document, bytes: 1, passages: PASSAGES_IN_A_DOCUMENT, state: 'ok', importedAt: 0 },
  };
}

/** Words of two characters, of which the first are frequent in every text, as in a language. */
function makeWords(): readonly string[] {
  const random = createRandom(5);
  const character = () =>
    String.fromCodePoint(FIRST_CHARACTER + Math.floor(random() ** 2 * CHARACTERS) * 6);
  return Array.from({ length: WORDS }, () => character() + character());
}

function chooseWord(words: readonly string[], random: () => number): string {
  const rank = LEFT_OUT * ((words.length + LEFT_OUT) / LEFT_OUT) ** random() - LEFT_OUT;
  return words[Math.floor(rank)] ?? '';
}

function makeVector(random: () => number, dimensions: number): Float32Array {
  return Float32Array.from({ length: dimensions }, () => random() - 0.5);
}

/** Numbers from 0 to 1 that are the same for the same seed. */
function createRandom(seed: number): () => number {
  let state = (Math.imul(seed, 2654435761) ^ 0x9e3779b9) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
