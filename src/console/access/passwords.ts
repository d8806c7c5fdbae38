import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { ConsoleError } from '../api/console-error.ts';
import { accessTexts } from './access-texts.ts';

/** The parameters of scrypt. */
export interface PasswordCost {
  readonly n: number;
  readonly r: number;
  readonly p: number;
}

/** A password as it is stored, with the parameters that made it. */
export interface PasswordHash extends PasswordCost {
  /** base64 */
  readonly salt: string;
  /** base64 */
  readonly hash: string;
}

/** Hashes passwords, one at a time: each takes 32 MB and a fraction of a second of a core. */
export interface Passwords {
  /** Throws ConsoleError (429) while too many wait. */
  hash(password: string, signal?: AbortSignal): Promise<PasswordHash>;
  /** Takes as long without a stored hash as with one. Throws ConsoleError (429) while too many wait. */
  matches(
    password: string,
    stored: PasswordHash | undefined,
    signal?: AbortSignal,
  ): Promise<boolean>;
  /** Throws ConsoleError (429) if another password would be turned away now. */
  requirePlace(): void;
}

/** OWASP's second choice for scrypt: https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html */
const COST: PasswordCost = { n: 2 ** 15, r: 8, p: 3 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** What scrypt needs beside its table of 128 * N * r bytes. */
const MORE_BYTES = 2 ** 20;
const MOST_WAITING = 8;
const RETRY_AFTER_SECONDS = 3;

/** Creates the hashing of this process. A test about something else lets it cost less. */
export function createPasswords(cost: PasswordCost = COST): Passwords {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  const requirePlace = () => {
    if (waiting > MOST_WAITING)
      throw new ConsoleError(429, 'busy', accessTexts.busy(), RETRY_AFTER_SECONDS);
  };

  /** Runs after those that came before; a browser that has left meanwhile costs nothing. */
  function inTurn<Result>(run: () => Promise<Result>, signal: AbortSignal | undefined) {
    requirePlace();
    waiting += 1;
    const own = last.then(() => {
      signal?.throwIfAborted();
      return run();
    });
    last = own.catch(() => {}).then(() => (waiting -= 1));
    return own;
  }

  return {
    hash: async (password, signal) =>
      inTurn(async () => {
        const salt = randomBytes(SALT_BYTES);
        const hash = await derive(password, { ...cost, salt });
        return { ...cost, salt: salt.toString('base64'), hash: hash.toString('base64') };
      }, signal),
    matches: async (password, stored, signal) =>
      inTurn(async () => {
        const salt = stored ? Buffer.from(stored.salt, 'base64') : Buffer.alloc(SALT_BYTES);
        const derived = await derive(password, { ...(stored ?? cost), salt });
        const wanted = stored ? Buffer.from(stored.hash, 'base64') : Buffer.alloc(HASH_BYTES);
        return timingSafeEqual(derived, wanted) && stored !== undefined;
      }, signal),
    requirePlace,
  };
}

function derive(
  password: string,
  { n, r, p, salt }: { n: number; r: number; p: number; salt: Buffer },
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // One person's keyboards write the same letter in different ways.
    scrypt(
      password.normalize('NFC'),
      salt,
      HASH_BYTES,
      { N: n, r, p, maxmem: 128 * n * r + MORE_BYTES },
      (error, key) => {
        if (error) reject(error);
        else resolve(key);
      },
    );
  });
}
