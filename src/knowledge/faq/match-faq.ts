import type { FaqEntry } from '../../answering/faq.ts';
import { asksSame, keyOfReading } from './asks-same.ts';
import { bareQuestion } from './plain-question.ts';
import { readQuestion, type QuestionReading } from './read-question.ts';

/** An entry with its place among the others: where two answer the same question, the lower rank counts. */
export interface RankedEntry {
  readonly rank: number;
  readonly entry: FaqEntry;
}

/** One way to ask for an entry, read once. */
export interface Wording extends RankedEntry {
  readonly bare: string;
  /** Absent for a wording that can only be compared as it is written. */
  readonly read: Read | undefined;
}

interface Read {
  readonly key: string;
  readonly reading: QuestionReading;
}

/** Finds the entry that asks the same as a question. */
export type MatchFaq = (question: string) => FaqEntry | undefined;

/** A longer question is compared as it is written and not read. */
const LONGEST_READ = 400;
/** No wording is longer; a longer question is no question of the FAQ. */
const LONGEST_ASKED = 2_000;

/** Reads all ways to ask for an entry. */
export function readWordings({ rank, entry }: RankedEntry): Wording[] {
  return [entry.question, ...entry.variants]
    .filter((wording) => wording.length <= LONGEST_ASKED)
    .map((wording) => ({ rank, entry, bare: bareQuestion(wording), read: readIfShort(wording) }))
    .filter(({ bare }) => bare !== '');
}

/** Puts wordings under what they ask, so that a question costs the same among ten and ten thousand. */
export function createMatchFaq(wordings: Iterable<Wording>): MatchFaq {
  const byBare = new Map<string, Wording[]>();
  const byKey = new Map<string, Wording[]>();
  for (const wording of wordings) {
    enter(byBare, wording.bare, wording);
    if (wording.read) enter(byKey, wording.read.key, wording);
  }
  return (question) => {
    if (question.length > LONGEST_ASKED) return undefined;
    const exact = byBare.get(bareQuestion(question)) ?? [];
    const asked = readIfShort(question);
    const alike = (asked && byKey.get(asked.key))?.filter(
      ({ read }) => asked && read && asksSame(read.reading, asked.reading),
    );
    return chooseEntry(exact, alike ?? []);
  };
}

function enter(wordings: Map<string, Wording[]>, key: string, wording: Wording): void {
  const known = wordings.get(key);
  if (known) known.push(wording);
  else wordings.set(key, [wording]);
}

function readIfShort(question: string): Read | undefined {
  if (question.length > LONGEST_READ) return undefined;
  const reading = readQuestion(question);
  // 怎么办呀 asks for nothing in particular.
  return reading.words.length === 0 ? undefined : { key: keyOfReading(reading), reading };
}

/** The lowest rank counts; within it the wording as it is written, and answers that differ cancel each other. */
function chooseEntry(exact: readonly Wording[], alike: readonly Wording[]): FaqEntry | undefined {
  const lowest = [...exact, ...alike].reduce((least, { rank }) => Math.min(least, rank), Infinity);
  const ofRank = (wordings: readonly Wording[]) => wordings.filter(({ rank }) => rank === lowest);
  const [first, ...others] = ofRank(exact).length > 0 ? ofRank(exact) : ofRank(alike);
  return others.every(({ entry }) => entry.answer === first?.entry.answer)
    ? first?.entry
    : undefined;
}
