import type { Clock } from '../../runtime/clock.ts';
import type { Collections } from '../../runtime/collection.ts';
import { SESSIONS, type StoredSession, type StoredUser } from './access-collections.ts';
import { hashSecretId, newSecretId } from './secret-id.ts';
import type { SignedIn } from './signed-in.ts';
import { keyOfUser, type UserBook } from './user-book.ts';

/** A session without what opens it. */
interface Session extends Omit<StoredSession, 'stamp'> {
  readonly id: string;
}

/** Who is signed in, in all processes. */
export interface SessionBook {
  /** Begins a session with a fresh id; returns what goes into the cookie. */
  begin(
    user: StoredUser,
    from: { readonly address: string; readonly userAgent: string },
  ): Promise<string>;
  /** Returns the person of a valid session and notes that they were here. */
  resume(secretId: string): Promise<SignedIn | undefined>;
  /** Says whether a session that was valid still is. Nothing is noted. */
  holds(signedIn: SignedIn): Promise<boolean>;
  /** Lists valid sessions, of one user or of all, the newest first. */
  list(user?: string): Promise<readonly Session[]>;
  end(id: string): Promise<void>;
  endAllOf(user: string): Promise<void>;
}

const IDLE_MS = 12 * 60 * 60_000;
export const ABSOLUTE_MS = 30 * 24 * 60 * 60_000;
const SEEN_EVERY_MS = 60_000;
/** A browser that forgets its cookies, or a script, does not fill the store. */
const MOST_OF_A_USER = 50;
const LONGEST_USER_AGENT = 200;
/** The public id is the beginning of the key: a hash, which does not tell what was hashed. */
const PUBLIC_ID_LENGTH = 24;

/** Opens the sessions of a store. */
export function openSessionBook({
  collections,
  users,
  clock,
}: {
  readonly collections: Collections;
  readonly users: UserBook;
  readonly clock: Clock;
}): SessionBook {
  const sessions = collections.open<StoredSession>(SESSIONS);
  const endOf = ({ createdAt, lastSeenAt }: StoredSession) =>
    Math.min(createdAt + ABSOLUTE_MS, lastSeenAt + IDLE_MS);
  const isOver = (session: StoredSession) => endOf(session) <= clock.now();

  /** Returns the user of a session that has not ended. */
  async function userOf(session: StoredSession): Promise<StoredUser | undefined> {
    if (isOver(session)) return undefined;
    const user = await users.find(session.user);
    return user?.stamp === session.stamp ? user : undefined;
  }

  async function listValid(user?: string): Promise<readonly Session[]> {
    const known = new Map((await users.list()).map((one) => [keyOfUser(one.name), one]));
    const found: Session[] = [];
    for (const { key, value } of await sessions.list('')) {
      const { stamp, ...session } = value;
      if (user !== undefined && session.user !== keyOfUser(user)) continue;
      const owner = known.get(session.user);
      if (owner?.stamp !== stamp || isOver(value)) continue;
      found.push({ ...session, user: owner.name, id: key.slice(0, PUBLIC_ID_LENGTH) });
    }
    return found.sort((one, other) => other.lastSeenAt - one.lastSeenAt);
  }

  async function end(id: string): Promise<void> {
    for (const { key } of await sessions.list(id)) await sessions.delete(key);
  }

  return {
    async begin(user, { address, userAgent }) {
      const secretId = newSecretId();
      const now = clock.now();
      await sessions.put(
        hashSecretId(secretId),
        {
          ...{ user: keyOfUser(user.name), stamp: user.stamp, address },
          ...{ userAgent: userAgent.slice(0, LONGEST_USER_AGENT), createdAt: now, lastSeenAt: now },
        },
        { expiresInMs: IDLE_MS },
      );
      for (const { id } of (await listValid(user.name)).slice(MOST_OF_A_USER)) await end(id);
      return secretId;
    },
    async resume(secretId) {
      const key = hashSecretId(secretId);
      const entry = await sessions.get(key);
      if (entry === undefined) return undefined;
      const user = await userOf(entry.value);
      if (user === undefined) return undefined;
      const now = clock.now();
      if (now - entry.value.lastSeenAt >= SEEN_EVERY_MS) {
        const seen = { ...entry.value, lastSeenAt: now };
        // A session that was ended meanwhile is not written again.
        await sessions.put(key, seen, {
          ...{ expected: entry.version, expiresInMs: endOf(seen) - now },
        });
      }
      return { name: user.name, role: user.role, sessionId: key.slice(0, PUBLIC_ID_LENGTH) };
    },
    async holds({ sessionId, role }) {
      const [entry] = await sessions.list(sessionId, { most: 1 });
      return entry !== undefined && (await userOf(entry.value))?.role === role;
    },
    list: listValid,
    end,
    async endAllOf(user) {
      for (const { key, value } of await sessions.list(''))
        if (value.user === keyOfUser(user)) await sessions.delete(key);
    },
  };
}
