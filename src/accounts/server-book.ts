import { DEFAULT_ACCOUNT } from '../config/default-account.ts';
import type { Environment, SettingProblem } from '../config/env-reader.ts';
import {
  findServerProblems,
  isStorableForServer,
  lockedForServer,
} from '../config/merge-server.ts';
import type { SecretKeys } from '../config/secret-key.ts';
import { SecretKeyFileError } from '../config/secret-key-file.ts';
import { findStaticSetting } from '../config/schema.ts';
import type { SettingDefinition } from '../config/setting-definition.ts';
import { takeFromEnvironment } from '../config/take-from-environment.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Collections } from '../runtime/collection.ts';
import { openAccountCollections } from './account-collections.ts';
import { AccountError, RefusedSettingError } from './account-error.ts';
import type { AccountRecord } from './account-record.ts';
import { accountTexts } from './account-texts.ts';
import { applyChanges, EMPTY_RECORD, requireStorable, seal, type Values } from './edit-record.ts';
import { openWhatOpens } from './open-record.ts';
import { createSealedRecords, type BookKeys } from './sealed-records.ts';
import { createSecretBox, type SecretBox } from './secret-box.ts';
import {
  createChange,
  createSettingHistory,
  listChanged,
  valueBefore,
  type SettingHistory,
  type UndoOptions,
} from './setting-history.ts';

/** The owner of the server's settings, which no account can be named like. */
export const SERVER = '@server';

/** What the store sets for the server itself, from its next start. Every function throws AccountError. */
export interface ServerBook {
  /** Returns the stored record; its secrets stay sealed. */
  show(): Promise<AccountRecord>;
  /** Returns the stored values of the server and of the account `default`, without secrets that do not open. */
  open(): Promise<OpenedServer>;
  /** An empty value takes the setting out. */
  set(values: Values, by: string): Promise<void>;
  /** Throws what `set` would throw after those changes of the account `default`, and changes nothing. */
  check(values: Values, ofAccount: Values): Promise<void>;
  /** Copies settings from the environment, where they can then be taken out. */
  takeOver(settings: readonly string[], by: string): Promise<void>;
  /** Gives a setting the value before a change. */
  undo(setting: string, options: UndoOptions): Promise<void>;
  readonly history: Pick<SettingHistory, 'of' | 'count'>;
  /** Writes what was read last again, where the store has lost it. */
  restore(): Promise<void>;
}

/** What the store sets, as a start reads it. */
interface OpenedServer {
  readonly server: Values;
  readonly account: Values;
  /** The server's secrets that stay closed, with the reason. */
  readonly closed: readonly SettingProblem[];
}

export interface ServerBookDeps {
  readonly collections: Collections;
  readonly clock: Pick<Clock, 'now'>;
  readonly newId: () => string;
  readonly environment: Environment;
  readonly keys: BookKeys;
}

export function createServerBook(deps: ServerBookDeps): ServerBook {
  const { environment, keys } = deps;
  const collections = openAccountCollections(deps.collections);
  const { server, accounts } = collections;
  const history = createSettingHistory(collections.history);
  const records = createSealedRecords({ records: server, known: collections.keys, keys });
  let known: AccountRecord | undefined;
  const show = async () => (known = (await server.get(SERVER))?.value ?? EMPTY_RECORD);

  async function openAccount(box: SecretBox): Promise<Values> {
    const record = (await accounts.get(DEFAULT_ACCOUNT))?.value;
    return record === undefined ? {} : openWhatOpens(DEFAULT_ACCOUNT, record, box);
  }

  /** Returns the values after the changes. */
  async function checkChanges(
    record: AccountRecord,
    changes: Values,
    box: SecretBox,
    {
      holds = environment,
      ofAccount = {},
    }: { readonly holds?: Environment; readonly ofAccount?: Values },
  ): Promise<Values> {
    for (const [name, value] of Object.entries(changes)) {
      const setting = requireServerSetting(name);
      requireStorable(name, value);
      if (lockedForServer(setting, holds) !== undefined)
        throw new RefusedSettingError(name, accountTexts.serverLocked(name));
    }
    const account = applyChanges(await openAccount(box), ofAccount);
    const before = openWhatOpens(SERVER, record, box);
    const after = applyChanges(before, changes);
    const known = findServerProblems({ server: before, account }, holds);
    const isKnown = (en: string) => known.some(({ says }) => says.en === en);
    const problems = findServerProblems({ server: after, account }, holds).filter(
      ({ says }) => !isKnown(says.en),
    );
    if (problems.length > 0) {
      const sentences = problems.map(({ says }) => says);
      throw new AccountError(accountTexts.serverProblems(sentences), problems);
    }
    return after;
  }

  async function change(changes: Values, by: string, holds = environment): Promise<void> {
    const box = await records.openBox(
      Object.entries(changes).some(
        ([name, value]) => requireServerSetting(name).isSecret && value.trim() !== '',
      ),
    );
    const made = createChange(by, deps);
    await records.write(SERVER, async (record = EMPTY_RECORD) => {
      const values = await checkChanges(record, changes, box, { holds });
      const after = { ...record, ...seal(record, { name: SERVER, changes, box }, values) };
      await history.note(SERVER, listChanged(SERVER, record, after, box), record, made);
      return after;
    });
    await records.followRotation(SERVER, box);
    await show();
  }

  return {
    show,
    async restore() {
      if (known !== undefined) await server.put(SERVER, known, { expected: 0 });
    },
    async open() {
      const box = createSecretBox(readWhatThereIs(keys));
      const record = await show();
      const server = openWhatOpens(SERVER, record, box);
      const closed = Object.keys(record.secrets).filter((name) => !(name in server));
      return {
        ...{ server, account: await openAccount(box) },
        closed: closed.map((name) => ({ setting: name, says: accountTexts.serverClosed() })),
      };
    },
    set: (values, by) => change(values, by),
    async check(values, ofAccount) {
      await checkChanges(await show(), values, createSecretBox(keys.read()), { ofAccount });
    },
    takeOver(settings, by) {
      const { values, rest } = takeFromEnvironment(settings.map(requireServerSetting), environment);
      return change(values, by, rest);
    },
    async undo(setting, { by, id }) {
      requireServerSetting(setting);
      const earlier = await history.of(SERVER, setting);
      const box = createSecretBox(keys.read());
      const value = valueBefore({ owner: SERVER, setting, id }, earlier, await show(), box);
      return change({ [setting]: value }, by);
    },
    history,
  };
}

/** A damaged file of keys closes secrets, which is no reason against everything else. */
function readWhatThereIs(keys: BookKeys): SecretKeys {
  try {
    return keys.read();
  } catch (error) {
    if (error instanceof SecretKeyFileError) return { keys: [] };
    throw error;
  }
}

/** Returns a setting of the server that the store may hold. Throws AccountError. */
function requireServerSetting(name: string): SettingDefinition {
  const setting = findStaticSetting(name);
  if (setting !== undefined && isStorableForServer(setting)) return setting;
  throw new RefusedSettingError(
    name,
    setting?.scope === 'server'
      ? accountTexts.ofOperator(name)
      : accountTexts.unknownSetting(name, undefined),
  );
}
