import type { EventBus } from '../events/event-bus.ts';
import type { Background } from '../runtime/background.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Collection, CollectionDefinition, Collections } from '../runtime/collection.ts';

/** How long the last answers of an account were; a guess about the next one needs no more. */
const MOST_LENGTHS = 200;
/** A process that is killed forgets the answers of so long. */
const STORED_EVERY_MS = 60_000;
/** An account that answers nothing for so long, or is removed, begins anew. */
const KEPT_MS = 90 * 24 * 60 * 60_000;

/** The collection of what the accounts' answers were like, to be registered with the store. */
export const ANSWER_LENGTHS: CollectionDefinition = { name: 'answer-lengths', about: 'product' };

/** What is known about answers that this process writes, and about those before. Nothing but the time of delivery depends on it. */
export interface AnswerPace {
  /** Returns since when a turn has text, and how much is stored; absent for a turn that another process writes. */
  growthOf(turnId: string): { readonly firstTextAt: number; readonly length: number } | undefined;
  /** Returns the lengths of the account's last whole answers by a model, in ascending order. */
  lengthsOf(account: string): readonly number[];
}

interface AnswerPaceDeps {
  readonly events: Pick<EventBus, 'on'>;
  readonly collections: Pick<Collections, 'open'>;
  readonly background: Pick<Background, 'run'>;
  readonly clock: Clock;
}

/** The lengths of one account's answers. */
interface Known {
  /** In the order in which they ended. */
  lengths: number[];
  ascending: readonly number[];
  storedAt: number;
}

/** Follows the answers of a process by its events; the lengths are kept over a restart. */
export function createAnswerPace(deps: AnswerPaceDeps): AnswerPace {
  const { events, background, clock } = deps;
  const stored: Collection<readonly number[]> = deps.collections.open(ANSWER_LENGTHS);
  const growing = new Map<string, { firstTextAt: number; length: number }>();
  const accounts = new Map<string, Known>();

  const keep = (known: Known, lengths: readonly number[]) => {
    known.lengths = lengths.slice(-MOST_LENGTHS);
    known.ascending = [...known.lengths].sort((a, b) => a - b);
  };
  const knownOf = (account: string): Known => {
    const known = accounts.get(account);
    if (known) return known;
    const opened: Known = { lengths: [], ascending: [], storedAt: clock.now() };
    accounts.set(account, opened);
    background.run('read the lengths of answers', async () => {
      const before = await stored.get(account);
      if (before) keep(opened, [...before.value, ...opened.lengths]);
    });
    return opened;
  };
  const note = (account: string, length: number) => {
    const known = knownOf(account);
    keep(known, [...known.lengths, length]);
    if (clock.now() - known.storedAt < STORED_EVERY_MS) return;
    known.storedAt = clock.now();
    background.run('store the lengths of answers', async () => {
      await stored.put(account, known.lengths, { expiresInMs: KEPT_MS });
    });
  };

  events.on('answerer-first-text', ({ turnId }) => {
    growing.set(turnId, { firstTextAt: clock.now(), length: 0 });
  });
  events.on('answer-grown', ({ turnId, length }) => {
    const growth = growing.get(turnId);
    if (growth) growth.length = length;
  });
  events.on('answer-ended', ({ account, turnId, end, origin }) => {
    const growth = growing.get(turnId);
    growing.delete(turnId);
    if (growth && end === 'complete' && origin === 'model') note(account, growth.length);
  });
  events.on('account-opened', ({ account }) => void knownOf(account));
  events.on('account-closed', ({ account }) => void accounts.delete(account));

  return {
    growthOf: (turnId) => growing.get(turnId),
    lengthsOf: (account) => knownOf(account).ascending,
  };
}
