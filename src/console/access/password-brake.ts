import type { Clock } from '../../runtime/clock.ts';
import type { Collection, Collections } from '../../runtime/collection.ts';
import { KNOWN_ADDRESSES, TRIES, type StoredTries } from './access-collections.ts';
import { brakePlace } from './brake-place.ts';
import { keyOfUser } from './user-book.ts';

/**
 * Slows guesses of passwords down, in all processes together. Three counts of wrong passwords in a row each ask for a
 * growing pause:
 *
 * of a name from an address: up to 15 minutes;
 * of an address, whatever the name: up to 15 minutes, for one that tries many names;
 * of a name, whatever the address: up to a minute, for many addresses that try one name. It does not hold for an address
 * from which that user has signed in before, nor for the machine itself, so that strangers elsewhere cannot keep an owner out.
 */
export interface PasswordBrake {
  /**
   * Counts a try before its password is looked at, so that concurrent ones cannot outrun the count. Returns for how
   * long the person has to wait; 0 lets them try.
   */
  take(name: string, from: TryPlace): Promise<number>;
  /** Forgets the tries after a right password, and remembers the address. */
  forgive(name: string, from: TryPlace): Promise<void>;
  /** Forgets the tries of a name, from wherever. */
  forgetName(name: string): Promise<void>;
}

/** Where a try comes from. */
interface TryPlace {
  readonly address: string;
  /** Whether it comes from this machine itself, and through no proxy. */
  readonly isLocal: boolean;
}

interface Pace {
  /** Wrong passwords without a pause: people mistype. */
  readonly free: number;
  readonly longestMs: number;
}

const OF_PAIR: Pace = { free: 4, longestMs: 15 * 60_000 };
const OF_ADDRESS: Pace = { free: 10, longestMs: 15 * 60_000 };
const OF_NAME: Pace = { free: 10, longestMs: 60_000 };
const FIRST_PAUSE_MS = 1000;
/** After so long without a try the count begins anew. */
const FORGOTTEN_AFTER_MS = 60 * 60_000;
const KNOWN_FOR_MS = 90 * 24 * 60 * 60_000;

/** Opens the brake of a store. */
export function openPasswordBrake({
  collections,
  clock,
}: {
  readonly collections: Collections;
  readonly clock: Clock;
}): PasswordBrake {
  const tries = collections.open<StoredTries>(TRIES);
  const known = collections.open<Record<string, never>>(KNOWN_ADDRESSES);

  const isKnown = async (name: string, { address, isLocal }: TryPlace) =>
    isLocal || (await known.get(knownKey(name, address))) !== undefined;

  return {
    async take(name, from) {
      const counts: (readonly [string, Pace])[] = [
        [pairKey(name, from.address), OF_PAIR],
        [addressKey(from.address), OF_ADDRESS],
      ];
      if (!(await isKnown(name, from))) counts.push([nameKey(name), OF_NAME]);
      for (const [key, pace] of counts) {
        const waitMs = await count(tries, key, pace, clock.now());
        if (waitMs > 0) return waitMs;
      }
      return 0;
    },
    async forgive(name, { address }) {
      await tries.delete(pairKey(name, address));
      await tries.delete(addressKey(address));
      await tries.delete(nameKey(name));
      await known.put(knownKey(name, address), {}, { expiresInMs: KNOWN_FOR_MS });
    },
    async forgetName(name) {
      await tries.delete(nameKey(name));
      for (const { key } of await tries.list(`pair/${escape(name)}/`)) await tries.delete(key);
    },
  };
}

/** Counts a try and returns 0, or returns how long the next one has to wait and counts nothing. */
async function count(
  tries: Collection<StoredTries>,
  key: string,
  { free, longestMs }: Pace,
  now: number,
): Promise<number> {
  for (;;) {
    const entry = await tries.get(key);
    const before = entry?.value ?? { count: 0, openAt: 0 };
    if (before.openAt > now) return before.openAt - now;
    const made = before.count + 1;
    // 2 ** 20 s is longer than every pause.
    const pauseMs = made < free ? 0 : FIRST_PAUSE_MS * 2 ** Math.min(made - free, 20);
    const put = await tries.put(
      key,
      { count: made, openAt: now + Math.min(pauseMs, longestMs) },
      { expected: entry?.version ?? 0, expiresInMs: FORGOTTEN_AFTER_MS },
    );
    if (put === 'written') return 0;
  }
}

const escape = (name: string) => encodeURIComponent(keyOfUser(name));
const nameKey = (name: string) => `name/${escape(name)}`;
const addressKey = (address: string) => `address/${brakePlace(address)}`;
const pairKey = (name: string, address: string) => `pair/${escape(name)}/${brakePlace(address)}`;
const knownKey = (name: string, address: string) => `${escape(name)}/${brakePlace(address)}`;
