import type { Clock } from '../runtime/clock.ts';
import { followerPrefix, type Collection } from '../runtime/collection.ts';
import type { TurnStore } from '../turns/ports.ts';
import type { FollowerId } from '../turns/turn.ts';
import { makeFactCode } from './fact-code.ts';
import { memoryKey, type Fact } from './memory-collections.ts';

export interface FactsDeps {
  readonly records: Collection<Fact>;
  readonly turns: Pick<TurnStore, 'read'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** A wish to have something remembered. */
interface Wish {
  readonly follower: FollowerId;
  readonly turnId: string;
  readonly text: string;
  /** The whole message. */
  readonly said: string;
}

/** What became of the wish. */
type Remembered =
  | { readonly is: 'remembered' | 'known'; readonly fact: Fact }
  | { readonly is: 'empty' }
  | { readonly is: 'too long' }
  | { readonly is: 'too many' };

/** Keeps what followers asked to be remembered, per follower and account. */
export interface Facts {
  /** Oldest first. */
  list(follower: FollowerId): Promise<readonly Fact[]>;
  /** Remembers it once for a turn, however often it is called. */
  remember(wish: Wish): Promise<Remembered>;
  /** Says whether there was one with the code. */
  forget(follower: FollowerId, code: string): Promise<'forgotten' | 'unknown'>;
  /** Takes back what was remembered of a message that turns out to be a question; returns what is left. */
  withdraw(follower: FollowerId, said: string, facts: readonly Fact[]): Promise<readonly Fact[]>;
}

export const MOST_FACTS = 50;
export const LONGEST_FACT = 200;

export function createFacts({ records, turns, clock }: FactsDeps): Facts {
  const list = async (follower: FollowerId): Promise<readonly Fact[]> => {
    const entries = await records.list(followerPrefix(follower));
    return entries.map(({ value }) => value).sort((a, b) => a.createdAt - b.createdAt);
  };

  return {
    list,
    async remember({ follower, turnId, text, said }) {
      const wanted = text.trim();
      if (wanted === '') return { is: 'empty' };
      if (Array.from(wanted).length > LONGEST_FACT) return { is: 'too long' };
      const facts = await list(follower);
      const own = facts.find((fact) => fact.turnId === turnId);
      if (own) return { is: 'remembered', fact: own };
      const same = facts.find((fact) => fact.text === wanted);
      if (same) return { is: 'known', fact: same };
      if (facts.length >= MOST_FACTS) return { is: 'too many' };
      const code = makeFactCode(
        turnId,
        facts.map((fact) => fact.code),
      );
      const fact = { text: wanted, code, said, turnId, createdAt: clock.now() };
      const key = memoryKey(follower, turnId);
      await records.put(key, fact);
      // The follower's data may have been deleted since, and with them the turn.
      if (!(await turns.read(turnId))) await records.delete(key);
      return { is: 'remembered', fact };
    },
    async forget(follower, code) {
      const fact = (await list(follower)).find((one) => one.code === code.trim().toLowerCase());
      if (!fact) return 'unknown';
      await records.delete(memoryKey(follower, fact.turnId));
      return 'forgotten';
    },
    async withdraw(follower, said, facts) {
      const meant = facts.filter((fact) => fact.said === said);
      await Promise.all(meant.map(({ turnId }) => records.delete(memoryKey(follower, turnId))));
      return meant.length === 0 ? facts : facts.filter((fact) => fact.said !== said);
    },
  };
}
