import type { Clock } from '../../runtime/clock.ts';
import type { Collections } from '../../runtime/collection.ts';
import { ConsoleError } from '../api/console-error.ts';
import type { AuditBook } from '../audit/audit-book.ts';
import { commandLine } from '../../config/command-line.ts';
import type { StoredUser } from './access-collections.ts';
import { accessTexts } from './access-texts.ts';
import type { Passage } from './gate.ts';
import { openPasswordBrake } from './password-brake.ts';
import { createPasswords, type PasswordCost } from './passwords.ts';
import { openSessionBook, type SessionBook } from './session-book.ts';
import { openSetupCodes } from './setup-codes.ts';
import type { Role } from './signed-in.ts';
import { openUserBook, type UserBook } from './user-book.ts';

/** Where a person sits who gives a password. */
export interface AccessPlace extends Pick<Passage, 'address' | 'isLocal'> {
  readonly userAgent: string;
  /** Aborted when the browser is gone. */
  readonly signal: AbortSignal;
}

/** A session that has just begun. */
export interface Beginning {
  readonly user: StoredUser;
  /** What goes into the cookie. */
  readonly sessionId: string;
}

/** Who may use the console: passwords, users and sessions, the same for all processes. */
export interface Access {
  readonly sessions: SessionBook;
  readonly users: Pick<UserBook, 'list' | 'find' | 'hasOwner'>;
  /** Returns a new code for the link that sets the first password; none if there is an owner. */
  makeSetupCode(): Promise<string | undefined>;
  /** Sets the first owner's password. Throws ConsoleError. */
  setUp(code: string, password: string, from: AccessPlace): Promise<Beginning>;
  /** Throws ConsoleError for a wrong name or password, and while the person has to wait. */
  signIn(name: string, password: string, from: AccessPlace): Promise<Beginning>;
  /** Throws ConsoleError. */
  addUser(user: { name: string; role: Role; password: string }): Promise<StoredUser>;
  /** Changes a user, whose sessions end. Throws ConsoleError. */
  changeUser(
    name: string,
    change: { role?: Role | undefined; password?: string | undefined },
  ): Promise<StoredUser>;
  /** Removes a user with their sessions. Throws ConsoleError. */
  removeUser(name: string): Promise<void>;
  /** Changes one's own password and begins another session; all others end. Throws ConsoleError. */
  changeOwnPassword(
    name: string,
    given: { current: string; password: string },
    from: AccessPlace,
  ): Promise<Beginning>;
}

const LEAST_CHARACTERS = 12;
const MOST_CHARACTERS = 256;
const NAME = /^[A-Za-z0-9.-]{1,32}$/;

/** Opens access to the console of a store. */
export function openAccess(deps: {
  readonly collections: Collections;
  readonly audit: Pick<AuditBook, 'countFailure'>;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly passwordCost?: PasswordCost | undefined;
}): Access {
  const { audit } = deps;
  const users = openUserBook(deps);
  const sessions = openSessionBook({ ...deps, users });
  const codes = openSetupCodes(deps);
  const brake = openPasswordBrake(deps);
  const passwords = createPasswords(deps.passwordCost);

  const begin = async (user: StoredUser, from: AccessPlace): Promise<Beginning> => ({
    user,
    sessionId: await sessions.begin(user, from),
  });

  /** Checks a password, slower and slower after wrong ones. */
  async function check(name: string, password: string, from: AccessPlace) {
    // A try that is turned away unread does not count.
    passwords.requirePlace();
    const waitMs = await brake.take(name, from);
    if (waitMs > 0) {
      const seconds = Math.ceil(waitMs / 1000);
      throw new ConsoleError(429, 'wait', accessTexts.wait(seconds), seconds);
    }
    const user = await users.find(name);
    if (!(await passwords.matches(password, user?.password, from.signal)) || user === undefined) {
      await audit.countFailure(user?.name, from.address);
      return undefined;
    }
    await brake.forgive(name, from);
    return user;
  }

  return {
    sessions,
    users,
    makeSetupCode: async () => ((await users.hasOwner()) ? undefined : codes.make()),
    async setUp(code, password, from) {
      if (await users.hasOwner()) throw ownerExists();
      if (!(await codes.isValid(code)))
        throw new ConsoleError(
          403,
          'code_ended',
          accessTexts.codeEnded(commandLine('console link')),
        );
      requirePassword(password);
      const owner = await users.addFirstOwner(await passwords.hash(password, from.signal));
      if (owner === 'there is one') throw ownerExists();
      await codes.endAll();
      return begin(owner, from);
    },
    async signIn(name, password, from) {
      const user = NAME.test(name) ? await check(name, password, from) : undefined;
      if (user === undefined)
        throw new ConsoleError(401, 'wrong_password', accessTexts.wrongPassword());
      return begin(user, from);
    },
    async addUser({ name, role, password }) {
      if (!NAME.test(name)) throw new ConsoleError(400, 'bad_name', accessTexts.badName());
      requirePassword(password);
      return users.add({ name, role, password: await passwords.hash(password) });
    },
    async changeUser(name, { role, password }) {
      if (password !== undefined) requirePassword(password);
      const changed = await users.change(name, {
        role,
        password: password === undefined ? undefined : await passwords.hash(password),
      });
      await sessions.endAllOf(name);
      if (password !== undefined) await brake.forgetName(name);
      return changed;
    },
    async removeUser(name) {
      await users.remove(name);
      await sessions.endAllOf(name);
    },
    async changeOwnPassword(name, { current, password }, from) {
      requirePassword(password);
      if ((await check(name, current, from)) === undefined)
        throw new ConsoleError(403, 'wrong_password', accessTexts.wrongCurrentPassword());
      const changed = await users.change(name, { password: await passwords.hash(password) });
      await sessions.endAllOf(name);
      return begin(changed, from);
    },
  };
}

function requirePassword(password: string): void {
  if (password.length < LEAST_CHARACTERS)
    throw new ConsoleError(
      400,
      'password_too_short',
      accessTexts.passwordTooShort(LEAST_CHARACTERS),
    );
  if (password.length > MOST_CHARACTERS)
    throw new ConsoleError(400, 'password_too_long', accessTexts.passwordTooLong(MOST_CHARACTERS));
}

function ownerExists(): ConsoleError {
  return new ConsoleError(
    409,
    'owner_exists',
    accessTexts.ownerExists(commandLine('console reset-password')),
  );
}
