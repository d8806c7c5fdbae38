import { neutraliseMarkup } from '../rendering/neutralise-markup.ts';
import { replaceTapLinks } from '../rendering/tap-link.ts';
import type { FollowerRecords } from '../runtime/collection.ts';
import type { StoredTurn } from '../turns/ports.ts';
import type { Texts } from './texts/texts.ts';

/** Everything that is stored about one follower. */
export interface StoredData {
  /** Oldest first. */
  readonly turns: readonly StoredTurn[];
  /** More turns are stored than these. */
  readonly isMore: boolean;
  readonly records: readonly FollowerRecords[];
}

export interface ExportDeps {
  readonly texts: Pick<Texts, 'exported'>;
  /** Writes an instant in the time zone of the account. */
  readonly formatTime: (at: number) => string;
}

/** Leaves room for the sentences around it in the longest answer. */
const MOST_CHARACTERS = 24_000;
const MOST_OF_RECORDS = 12_000;
/** Our own notes, and the text of pages, beside what a person wrote, chose or is known by; by the names of their fields. */
const OWN_NOTES: ReadonlySet<string> = new Set([
  ...['code', 'said', 'turnId', 'conversationId', 'createdAt'],
  ...['upTo', 'claim', 'failure', 'answered'],
  ...['pageText', 'sharedAt', 'rounds'],
]);

/** Fields of feedback that hold one of a few values, for which there are words. */
const CHOSEN: ReadonlySet<string> = new Set(['verdict', 'reason']);

/** Writes what is stored about a follower as one text; of very much the newest turns. */
export function writeExport(data: StoredData, { texts, formatTime }: ExportDeps): string {
  const { exported } = texts;
  const known = data.records.flatMap(({ collection, entries }) =>
    entries.flatMap(({ value }) => {
      const words = wordsIn(value, exported.feedback).map(neutraliseMarkup);
      return words.length === 0 ? [] : [exported.record(collection, words)];
    }),
  );
  const records = fitLast(known, MOST_OF_RECORDS);
  const told = data.turns.map((turn) => {
    const question = `${formatTime(turn.askedAt)}\n${exported.question}${neutraliseMarkup(turn.question)}`;
    const marks = turn.isLeftOut ? exported.leftOut : '';
    const answer =
      turn.answer === '' ? exported.noAnswer : neutraliseMarkup(replaceTapLinks(turn.answer));
    return `${question}${marks}\n${exported.answer}${answer}`;
  });
  const turns = fitLast(told, MOST_CHARACTERS - sum(records));
  const left = told.length - turns.length;
  return [
    exported.head,
    ...(records.length > 0 ? [exported.recordsHead, records.join('\n')] : []),
    ...(records.length < known.length ? [exported.moreRecords] : []),
    turns.length > 0 ? exported.turnsHead(turns.length) : exported.noTurns,
    ...(left > 0 || data.isMore ? [exported.more] : []),
    ...turns,
    exported.end,
  ].join('\n\n');
}

/** Returns as many of the last texts as there is room for; one that is too long is cut. */
function fitLast(all: readonly string[], room: number): readonly string[] {
  let left = room;
  const kept: string[] = [];
  for (const text of [...all].reverse()) {
    if (text.length > left) {
      if (kept.length === 0) kept.unshift(`${text.slice(0, left).toWellFormed()}…`);
      break;
    }
    left -= text.length;
    kept.unshift(text);
  }
  return kept;
}

function sum(texts: readonly string[]): number {
  return texts.reduce((total, { length }) => total + length, 0);
}

/** Lists what a person can read in a stored value: its text where it has one, and no note of ours. */
function wordsIn(value: unknown, shown: Texts['exported']['feedback']): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  if ('text' in value) return wordsIn(value.text, shown);
  return Object.entries(value).flatMap(([name, of]: [string, unknown]) => {
    if (OWN_NOTES.has(name)) return [];
    const isChosen = typeof of === 'string' && CHOSEN.has(name) && Object.hasOwn(shown, of);
    return isChosen ? [shown[of as keyof typeof shown]] : wordsIn(of, shown);
  });
}
