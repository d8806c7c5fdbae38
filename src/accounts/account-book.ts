import type { Environment } from '../config/env-reader.ts';
import { mergeAccount } from '../config/merge-account.ts';
import { showText } from '../config/secrecy.ts';
import { takeFromEnvironment } from '../config/take-from-environment.ts';
import type { BackgroundQueue } from '../runtime/background-queue.ts';
import type { ReadPersonas } from '../personas/persona-reader.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Collections } from '../runtime/collection.ts';
import { ACCOUNTS, openAccountCollections } from './account-collections.ts';
import { AccountError, UnknownAccountError } from './account-error.ts';
import { isAccountName, parseAccountName } from './account-name.ts';
import { DEFAULT_ACCOUNT } from '../config/default-account.ts';
import type { AccountRecord } from './account-record.ts';
import { requireAccountSetting } from './account-setting.ts';
import { accountTexts } from './account-texts.ts';
import {
  describeAccount,
  summariseAccount,
  type AccountSummary,
  type AccountView,
} from './describe-account.ts';
import { checkEdit, editRecord, EMPTY_RECORD, type Values } from './edit-record.ts';
import { listModelValues } from './list-model-values.ts';
import { openRecord } from './open-record.ts';
import { readAccountRecord } from './read-account-record.ts';
import { canBeServed } from './read-held-account.ts';
import {
  createRemovalStep,
  removalOf,
  REMOVAL_TAKE_OVER_MS,
  type AccountDeletion,
  type OwnDeletion,
  type RemovalState,
} from './remove-account.ts';
import { createSealedRecords, type BookKeys } from './sealed-records.ts';
import { createSecretBox, openIfPossible, type SecretBox } from './secret-box.ts';
import {
  BY_COMMAND,
  createChange,
  createSettingHistory,
  listChanged,
  valueBefore,
  type SettingHistory,
  type UndoOptions,
} from './setting-history.ts';
import {
  waitForProcesses,
  type Effect,
  type ServerProcess,
  type ServerProcesses,
} from './wait-for-processes.ts';

interface SetOptions {
  /** Ends the token before the last change immediately. */
  readonly revoke?: boolean;
  /** Who changes it, for the history; a command where it is absent. */
  readonly by?: string;
}

/** The accounts as the store keeps them. Every function throws AccountError for what cannot be done as asked. */
export interface AccountBook {
  list(): Promise<readonly AccountSummary[]>;
  /** Throws UnknownAccountError unless there is an account of this name, whatever is stored for it. */
  requireKnown(name: string): Promise<void>;
  show(name: string): Promise<AccountView>;
  /** Returns what holds for the account, with its secrets opened. Throws SecretKeyError too. */
  values(name: string): Promise<Environment>;
  /** Returns what an account sets itself of its models, keys included, for another account that is to use them too. */
  modelValues(name: string): Promise<Values>;
  add(name: string, values: Values): Promise<Effect>;
  /** An empty value takes the setting out. */
  set(name: string, values: Values, options?: SetOptions): Promise<Effect>;
  /** Throws what `set` would throw, and changes nothing. */
  check(name: string, values: Values): Promise<void>;
  /** Copies settings of the account `default` from the environment, where they can then be taken out. */
  takeOver(settings: readonly string[], by: string): Promise<Effect>;
  /** Gives a setting the value before a change: the last one, or the one that is named. */
  undo(name: string, setting: string, options: UndoOptions): Promise<Effect>;
  /** The values that the settings of the accounts had before. */
  readonly history: Pick<SettingHistory, 'of' | 'count'>;
  unset(name: string, settings: readonly string[]): Promise<Effect>;
  pause(name: string): Promise<Effect>;
  resume(name: string): Promise<Effect>;
  /** Throws unless the account can be removed. */
  requireRemovable(name: string): Promise<void>;
  /** Deletes the account with all that its followers wrote, tells how far it has come, and at the end where it is in effect. */
  remove(name: string): AsyncGenerator<RemovalState, Effect, undefined>;
}

export interface AccountBookDeps {
  readonly collections: Collections;
  readonly processes: ServerProcesses;
  readonly data: AccountDeletion & { forgetCredentials(account: string): Promise<void> };
  readonly deleteOwn: OwnDeletion;
  readonly background: Pick<BackgroundQueue, 'add'>;
  readonly clock: Clock;
  readonly newId: () => string;
  /** What the process's environment sets for the account `default`, and for the model of all. */
  readonly environment: Environment;
  readonly readPersonas: ReadPersonas;
  readonly keys: BookKeys;
}

/** WeChat takes some minutes until it signs with a new token. */
export const PREVIOUS_TOKEN_MS = 10 * 60_000;
/** With these, an access token or what is known of the account may be another one's. */
const CREDENTIALS = ['WECHAT_APP_ID', 'WECHAT_APP_SECRET', 'WECHAT_API_BASE_URL'];
/** The settings that choose from what an account answers. */
const NAMING_DOCUMENTS: readonly string[] = ['KNOWLEDGE_BASES', 'KNOWLEDGE_DIR'];

interface ChangeOptions extends SetOptions {
  readonly mustBeNew?: boolean;
  /** What will hold, where that is not the environment of now. */
  readonly environment?: Environment;
}

export function createAccountBook(deps: AccountBookDeps): AccountBook {
  const { processes, data, deleteOwn, background, clock, environment, readPersonas, keys } = deps;
  const collections = openAccountCollections(deps.collections);
  const { accounts, previousTokens } = collections;
  const history = createSettingHistory(collections.history);
  const records = createSealedRecords({ records: accounts, known: collections.keys, keys });

  async function takeEffect(): Promise<Effect> {
    return waitForProcesses(processes, await deps.collections.generation(ACCOUNTS), clock);
  }

  async function change(
    name: string,
    changes: Values,
    { mustBeNew = false, revoke = false, by = BY_COMMAND, ...options }: ChangeOptions = {},
  ): Promise<Effect> {
    Object.keys(changes).forEach(requireAccountSetting);
    parseAccountName(name);
    const box = await records.openBox(
      Object.entries(changes).some(
        ([setting, value]) => requireAccountSetting(setting).isSecret && value.trim() !== '',
      ),
    );
    const made = createChange(by, deps);
    await records.write(name, async (record) => {
      if (mustBeNew && (record !== undefined || name === DEFAULT_ACCOUNT)) {
        if (record?.isRemoved) throw new AccountError(accountTexts.beingRemoved(name));
        throw new AccountError(accountTexts.exists(name));
      }
      const before = mustBeNew ? EMPTY_RECORD : requireUsable(name, record);
      const after = editRecord({
        ...{ name, record: before, changes, box, readPersonas },
        environment: options.environment ?? environment,
      });
      if (!mustBeNew) await history.note(name, listChanged(name, before, after, box), before, made);
      if (revoke) await previousTokens.delete(name);
      // It has to be there when the first process works with the new one.
      else await keepPreviousToken(name, before, after, box);
      return after;
    });
    await records.followRotation(name, box);
    if (CREDENTIALS.some((setting) => setting in changes)) await data.forgetCredentials(name);
    return takeEffect();
  }

  async function keepPreviousToken(
    name: string,
    { secrets: { WECHAT_TOKEN: before } }: AccountRecord,
    { secrets: { WECHAT_TOKEN: after } }: AccountRecord,
    box: SecretBox,
  ): Promise<void> {
    if (before === undefined || after === undefined || before === after) return;
    const place = { account: name, setting: 'WECHAT_TOKEN' };
    const token = openIfPossible(box, before, place);
    if (token === undefined || token === box.open(after, place)) return;
    await previousTokens.put(name, { token: before }, { expiresInMs: PREVIOUS_TOKEN_MS });
  }

  async function readRecord(name: string): Promise<AccountRecord> {
    const record = (await accounts.get(parseAccountName(name)))?.value;
    if (record === undefined && name !== DEFAULT_ACCOUNT) throw new UnknownAccountError(name);
    return requireReadable(name, record);
  }

  async function setPaused(name: string, isPaused: boolean): Promise<Effect> {
    parseAccountName(name);
    await records.write(name, (record) => {
      const { settings, secrets } = requireUsable(name, record);
      return { settings, secrets, ...(isPaused && { isPaused }) };
    });
    return takeEffect();
  }

  function summarise(name: string, stored: AccountRecord | undefined): AccountSummary {
    const summary = summariseAccount(name, stored ?? EMPTY_RECORD);
    const openBox = () => createSecretBox(keys.read());
    const isServed = canBeServed({ name, stored, environment, openBox, readPersonas });
    return summary.state === 'running' && !isServed ? { ...summary, state: 'unusable' } : summary;
  }

  async function requireKnown(name: string): Promise<void> {
    if (name === DEFAULT_ACCOUNT) return;
    const isStored = isAccountName(name) && (await accounts.get(name)) !== undefined;
    if (!isStored) throw new UnknownAccountError(showText(name));
  }

  async function requireRemovable(name: string): Promise<void> {
    if (parseAccountName(name) === DEFAULT_ACCOUNT)
      throw new AccountError(accountTexts.defaultStays(name));
    await requireKnown(name);
  }

  return {
    async list() {
      const entries = await accounts.list('');
      const records = new Map(entries.map(({ key, value }) => [key, value]));
      const names = new Set([DEFAULT_ACCOUNT, ...records.keys()]);
      // A record that another program altered is listed as well, because it can be removed.
      return [...names].map((name) => summarise(name, records.get(name)));
    },
    requireKnown,
    async show(name) {
      return describeAccount(name, await readRecord(name), environment);
    },
    async values(name) {
      const own = openRecord(name, await readRecord(name), createSecretBox(keys.read()));
      return mergeAccount({ name, own, environment }).values;
    },
    async modelValues(name) {
      const own = openRecord(name, await readRecord(name), createSecretBox(keys.read()));
      return listModelValues(own);
    },
    add: (name, values) => change(name, values, { mustBeNew: true }),
    set: (name, values, options) => change(name, values, options),
    async check(name, values) {
      Object.keys(values).forEach(requireAccountSetting);
      const record = requireUsable(name, (await accounts.get(parseAccountName(name)))?.value);
      const box = createSecretBox(keys.read());
      checkEdit({ name, record, changes: values, environment, box, readPersonas });
    },
    takeOver(settings, by) {
      const taken = takeFromEnvironment(settings.map(requireAccountSetting), environment);
      return change(DEFAULT_ACCOUNT, taken.values, { by, environment: taken.rest });
    },
    async undo(name, setting, { by, id }) {
      requireAccountSetting(setting);
      const earlier = await history.of(name, setting);
      const current = (await accounts.get(parseAccountName(name)))?.value;
      const box = createSecretBox(keys.read());
      const value = valueBefore({ owner: name, setting, id }, earlier, current, box);
      return change(name, { [setting]: value }, { by });
    },
    history,
    unset: (name, settings) =>
      change(name, Object.fromEntries(settings.map((setting) => [setting, '']))),
    pause: (name) => setPaused(name, true),
    resume: (name) => setPaused(name, false),
    requireRemovable,
    async *remove(name) {
      await requireRemovable(name);
      await records.write(name, (record) => markRemoved(record));
      await background.add(removalOf(name), REMOVAL_TAKE_OVER_MS);
      // A process that still serves the account would write again what is deleted.
      const { notYet } = await takeEffect();
      const step = createRemovalStep({ collections, data, deleteOwn, clock });
      let item = removalOf(name);
      for (;;) {
        const result = await step(item, new AbortController().signal);
        if (result === 'done') break;
        item = { ...item, state: result.state };
        yield result.state as RemovalState;
      }
      return withStuck(await takeEffect(), notYet);
    },
  };
}

/** Keeps of a record which documents the account read, because those of no other account go with it. */
function markRemoved(record: AccountRecord | undefined): AccountRecord {
  const kept = Object.entries(record?.settings ?? {}).filter(
    ([setting, value]) => NAMING_DOCUMENTS.includes(setting) && typeof value === 'string',
  );
  return { settings: Object.fromEntries(kept), secrets: {}, isRemoved: true };
}

/** Adds the processes that were stuck before, and may be thought dead since, unless they work with the change by now. */
function withStuck({ inEffect, notYet }: Effect, before: readonly ServerProcess[]): Effect {
  const heard = new Set([...inEffect, ...notYet].map(({ id }) => id));
  return { inEffect, notYet: [...notYet, ...before.filter(({ id }) => !heard.has(id))] };
}

/** Returns the record that a change begins with; the account `default` needs none before. */
function requireUsable(name: string, record: AccountRecord | undefined): AccountRecord {
  if (record === undefined && name !== DEFAULT_ACCOUNT) throw new UnknownAccountError(name);
  if (record?.isRemoved) throw new AccountError(accountTexts.beingRemoved(name));
  return requireReadable(name, record);
}

/** The account `default` cannot be removed, so that a change puts right what another program wrote there. */
function requireReadable(name: string, record: AccountRecord | undefined): AccountRecord {
  if (record === undefined) return EMPTY_RECORD;
  try {
    return readAccountRecord(name, record);
  } catch (error) {
    if (name === DEFAULT_ACCOUNT) return EMPTY_RECORD;
    throw error;
  }
}
