import type { Clock } from '../../runtime/clock.ts';
import type { Collections } from '../../runtime/collection.ts';
import { ConsoleError } from '../api/console-error.ts';
import { USERS, type StoredUser, type UserRecord } from './access-collections.ts';
import { accessTexts } from './access-texts.ts';
import type { PasswordHash } from './passwords.ts';
import type { Role } from './signed-in.ts';

/** The people who may sign in. An owner always stays once there is one. */
export interface UserBook {
  list(): Promise<readonly StoredUser[]>;
  find(name: string): Promise<StoredUser | undefined>;
  hasOwner(): Promise<boolean>;
  /** Writes the first owner; `there is one` if another request or process was faster. */
  addFirstOwner(password: PasswordHash): Promise<StoredUser | 'there is one'>;
  /** Throws ConsoleError for a name that is taken, and for too many users. */
  add(user: {
    readonly name: string;
    readonly role: Role;
    readonly password: PasswordHash;
  }): Promise<StoredUser>;
  /** Throws ConsoleError for a user who does not exist, and where no owner would stay. */
  change(
    name: string,
    change: { readonly role?: Role | undefined; readonly password?: PasswordHash | undefined },
  ): Promise<StoredUser>;
  /** Throws ConsoleError as `change` does. */
  remove(name: string): Promise<void>;
}

/** The name of the user that the set-up link makes. */
const FIRST_OWNER = 'owner';

const MOST_USERS = 100;
const RECORD = 'all';

/** Returns the key of a user's name: names differ by more than upper and lower case. */
export function keyOfUser(name: string): string {
  return name.toLowerCase();
}

/** Opens the users of a store. */
export function openUserBook({
  collections,
  clock,
  newId,
}: {
  readonly collections: Collections;
  readonly clock: Clock;
  readonly newId: () => string;
}): UserBook {
  const records = collections.open<UserRecord>(USERS);
  const read = async (): Promise<UserRecord> => (await records.get(RECORD))?.value ?? {};

  /** Writes what `edit` makes of all users; edits again if another process wrote meanwhile. */
  async function edit<Result>(
    make: (users: UserRecord) => { readonly users: UserRecord; readonly result: Result },
  ): Promise<Result> {
    for (;;) {
      const entry = await records.get(RECORD);
      const { users, result } = make(entry?.value ?? {});
      const put = await records.put(RECORD, users, { expected: entry?.version ?? 0 });
      if (put === 'written') return result;
    }
  }

  const makeUser = (name: string, role: Role, password: PasswordHash): StoredUser => ({
    ...{ name, role, password, createdAt: clock.now(), stamp: newId() },
  });

  return {
    list: async () => Object.values(await read()),
    find: async (name) => find(await read(), name),
    hasOwner: async () => Object.values(await read()).some(isOwner),
    async addFirstOwner(password) {
      const entry = await records.get(RECORD);
      const users = entry?.value ?? {};
      if (Object.values(users).some(isOwner)) return 'there is one';
      const owner = makeUser(FIRST_OWNER, 'owner', password);
      const put = await records.put(
        RECORD,
        { ...users, [FIRST_OWNER]: owner },
        { expected: entry?.version ?? 0 },
      );
      return put === 'written' ? owner : 'there is one';
    },
    add: ({ name, role, password }) =>
      edit((users) => {
        if (find(users, name)) throw new ConsoleError(409, 'name_taken', accessTexts.nameTaken());
        if (Object.keys(users).length >= MOST_USERS)
          throw new ConsoleError(409, 'too_many_users', accessTexts.tooManyUsers(MOST_USERS));
        const user = makeUser(name, role, password);
        return { users: { ...users, [keyOfUser(name)]: user }, result: user };
      }),
    change: (name, { role, password }) =>
      edit((users) => {
        const user = requireUser(users, name);
        const changed: StoredUser = {
          ...user,
          ...(role !== undefined && { role }),
          ...(password !== undefined && { password }),
          stamp: newId(),
        };
        return {
          users: requireOwner({ ...users, [keyOfUser(name)]: changed }),
          result: changed,
        };
      }),
    remove: (name) =>
      edit((users) => {
        requireUser(users, name);
        const others = Object.entries(users).filter(([key]) => key !== keyOfUser(name));
        return { users: requireOwner(Object.fromEntries(others)), result: undefined };
      }),
  };
}

const isOwner = ({ role }: StoredUser): boolean => role === 'owner';

function find(users: UserRecord, name: string): StoredUser | undefined {
  const key = keyOfUser(name);
  return Object.hasOwn(users, key) ? users[key] : undefined;
}

function requireUser(users: UserRecord, name: string): StoredUser {
  const user = find(users, name);
  if (user === undefined) throw new ConsoleError(404, 'no_such_user', accessTexts.noSuchUser());
  return user;
}

function requireOwner(users: UserRecord): UserRecord {
  if (!Object.values(users).some(isOwner))
    throw new ConsoleError(409, 'last_owner', accessTexts.lastOwner());
  return users;
}
