import type { Logger } from 'pino';
import type { Background } from '../runtime/background.ts';
import type { Clock } from '../runtime/clock.ts';
import { coalesce } from '../runtime/coalesce.ts';
import type { Collections } from '../runtime/collection.ts';
import { KuaihuiError } from '../runtime/errors.ts';
import { waitAtMost } from '../runtime/wait-at-most.ts';
import {
  ACCOUNTS,
  openAccountCollections,
  PREVIOUS_TOKENS,
  SECRET_CHECK,
} from './account-collections.ts';
import type { AccountDirectory } from './account-directory.ts';
import { DEFAULT_ACCOUNT } from '../config/default-account.ts';
import { isAccountName } from './account-name.ts';
import type { AccountRecord } from './account-record.ts';
import { createAccountRelay, type AccountRelay } from './account-relay.ts';
import type { Account, Retirement } from './account.ts';
import { isMarkedRemoved, readAccountRecord } from './read-account-record.ts';
import { createRetiring } from './retiring-accounts.ts';
import { createStoredAccounts, type HeldToken } from './stored-accounts.ts';

/** What the store keeps about one account. */
export interface StoredAccount {
  readonly name: string;
  /** Absent for the account `default` of which everything is in the environment. */
  readonly record: AccountRecord | undefined;
  /** The token before the last change. */
  readonly previousToken: HeldToken | undefined;
}

/** An account that can be built. */
export interface AccountDescription {
  /** Equal for two that behave the same. */
  readonly fingerprint: string;
  build(deps: {
    readonly relay: AccountRelay;
    /** To be called when WeChat signs with the current token for the first time after a change. */
    readonly onTokenSwitched: () => void;
  }): Promise<Account>;
}

export interface AccountRegistryDeps {
  readonly collections: Collections;
  /** Tells the other processes which generation of the accounts is in effect here. */
  readonly acknowledge: (generation: number) => Promise<void>;
  /** Reads what is set for an account. Throws an error that names account or setting, and no value. */
  readonly describe: (stored: StoredAccount) => AccountDescription;
  /** Collections beside those of the accounts from which `describe` reads, and what makes it know what is in them now. */
  readonly reads?: {
    readonly collections: readonly string[];
    refresh(): Promise<void>;
  };
  /** Has the removal of a marked account go on, in case the process that began it has ended. */
  readonly finishRemoval: (name: string) => Promise<void>;
  /** Called when nothing of a removed account is under way any more. */
  readonly onGone: (name: string) => void;
  readonly clock: Clock;
  readonly background: Background;
  readonly log: Logger;
}

/** The accounts of this process, which follow what any process changes. */
export interface AccountRegistry extends AccountDirectory {
  /** Returns the account as this process knows it. */
  byName(name: string): Account | undefined;
  /** How many accounts are served. */
  count(): number;
  /** Reads the records and puts them into effect. */
  refresh(): Promise<void>;
  /** Writes the accounts again after the store came back empty. */
  restore(): Promise<void>;
  /** Answers that are being written, also those of replaced accounts. */
  running(): number;
  /** Follows no change any more, and gives everything unfinished back to the store. */
  handOver(): void;
}

/** A push waits no longer for the settings, and is handled with those that are known. */
const PATIENCE_MS = 1000;
const RETRY_MS = 1000;
/** Strangers who guess names or signatures cause no more than one reading within this time. */
const REREAD_EVERY_MS = 2000;

/** What is stored under a name, not checked. */
interface StoredRecord {
  readonly value: unknown;
  /** 0 where nothing is stored. */
  readonly version: number;
}

const NOTHING_STORED: StoredRecord = { value: undefined, version: 0 };

export function createAccountRegistry(deps: AccountRegistryDeps): AccountRegistry {
  const { collections, clock, background, log } = deps;
  const accountCollections = openAccountCollections(collections);
  const { previousTokens } = accountCollections;
  const stored = createStoredAccounts(accountCollections, clock);
  const current = new Map<string, { readonly account: Account; readonly fingerprint: string }>();
  const retiring = createRetiring();
  /** Why an account is left out, and which version of its record, as it was logged. */
  const problems = new Map<string, string>();
  /** Marked accounts whose removal was asked for again. */
  const removals = new Set<string>();
  let isFirst = true;
  let rereadAt = -Infinity;
  let cancelRetry = () => {};
  let isStopped = false;

  const all = () => [...[...current.values()].map(({ account }) => account), ...retiring.all()];
  const relayOf = (name: string) =>
    createAccountRelay(
      () => current.get(name)?.account,
      () => retiring.of(name),
    );

  /** Ends an account; its followers go over to the one that takes its place. */
  const retire = (account: Account): Retirement => {
    const retirement = retiring.add(account);
    const { delivering, heldBack } = retirement;
    const successor = current.get(account.name)?.account;
    if (!successor) account.handOver();
    for (const follower of delivering) successor?.deliver(follower);
    for (const follower of heldBack) successor?.beginNext(follower);
    return retirement;
  };

  /** Puts one account into effect; `left out` when that was not known yet. */
  const bring = async (
    name: string,
    { value, version }: StoredRecord,
    previousToken: HeldToken | undefined,
  ): Promise<'in effect' | 'left out'> => {
    const before = current.get(name);
    try {
      const record = version === 0 ? undefined : readAccountRecord(name, value);
      const description = deps.describe({ name, record, previousToken });
      const { fingerprint } = description;
      problems.delete(name);
      if (before?.fingerprint === fingerprint) return 'in effect';
      const onTokenSwitched = () => endPreviousToken(name, previousToken);
      const account = await description.build({ relay: relayOf(name), onTokenSwitched });
      // What begins now would not be ended by the stop.
      if (isStopped) return 'left out';
      current.set(name, { account, fingerprint });
    } catch (error) {
      return leaveOut(name, version, error, before !== undefined);
    }
    if (!isFirst)
      log.info(
        { code: 'account_set', account: name, zh: `公众号 ${name} 的设置已生效` },
        'The settings of an account are in effect',
      );
    if (before) await retire(before.account).recorded;
    return 'in effect';
  };

  const leaveOut = (name: string, version: number, error: unknown, isKnown: boolean) => {
    const { en, zh } = sayWhy(error);
    const problem = `${version} ${en}`;
    if (problems.get(name) === problem) return 'in effect';
    problems.set(name, problem);
    const facts = { code: 'account_left_out', account: name };
    const zhEnd = isKnown ? '继续使用之前的设置' : '它的粉丝收不到回答';
    log.error(
      { ...facts, zh: `公众号 ${name} 的设置用不了，${zhEnd}：${zh}` },
      `The settings of account ${name} cannot be used, so ${isKnown ? 'those before stay in effect' : 'it is left out'}: ${en}`,
    );
    return 'left out';
  };

  const remove = async (name: string) => {
    const known = current.get(name);
    problems.delete(name);
    if (!known) return;
    current.delete(name);
    log.info(
      { code: 'account_removed', account: name, zh: `公众号 ${name} 已删除` },
      'An account was removed',
    );
    const { recorded, ended } = retire(known.account);
    void ended.then(() => {
      if (!current.has(name)) deps.onGone(name);
    });
    await recorded;
  };

  /** A store that lost its background items, or a process that was killed before it added one, leaves the mark alone. */
  const finishRemovals = async (marked: ReadonlySet<string>) => {
    for (const name of removals) if (!marked.has(name)) removals.delete(name);
    for (const name of marked) {
      if (removals.has(name)) continue;
      await deps.finishRemoval(name);
      removals.add(name);
    }
  };

  const putIntoEffect = async () => {
    const generation = await collections.generation(ACCOUNTS);
    const held = await stored.read();
    await deps.reads?.refresh();
    const records = new Map<string, StoredRecord>(held.records.map((entry) => [entry.key, entry]));
    const marked = new Set(
      held.records.filter(({ key, value }) => isMarkedRemoved(key, value)).map(({ key }) => key),
    );
    const names = new Set([DEFAULT_ACCOUNT, ...records.keys(), ...current.keys()]);
    for (const name of problems.keys()) if (!names.has(name)) problems.delete(name);
    const results = await Promise.all(
      [...names].map((name) => {
        const record = records.get(name) ?? (name === DEFAULT_ACCOUNT ? NOTHING_STORED : undefined);
        if (!record || marked.has(name)) return remove(name);
        return bring(name, record, held.previousTokens.get(name));
      }),
    );
    isFirst = false;
    // What has just been found unusable is not in effect, and the command that wrote it hears so.
    if (!results.includes('left out')) await deps.acknowledge(generation);
    await finishRemovals(marked);
  };
  const reading = coalesce(putIntoEffect);

  const notice = () => {
    cancelRetry();
    if (isStopped) return;
    background.run('read the accounts', async () => {
      try {
        await reading.run();
      } catch {
        // A store that is away says so itself.
        if (!isStopped) cancelRetry = clock.after(RETRY_MS, notice);
      }
    });
  };
  const followed = [ACCOUNTS, PREVIOUS_TOKENS, SECRET_CHECK, ...(deps.reads?.collections ?? [])];
  const unfollow = followed.map((name) => collections.follow(name, notice));

  const endPreviousToken = (name: string, ended: HeldToken | undefined) =>
    background.run('end the previous token', async () => {
      const stored = await previousTokens.get(name);
      // The token may have been changed once more.
      if (stored && stored.value.token.sealed === ended?.token.sealed)
        await previousTokens.delete(name);
    });

  const settle = async () => {
    const pending = reading.pending();
    if (pending) await waitAtMost(clock, PATIENCE_MS, pending);
  };
  /** Reads the records although no change was told: over Redis the news may be late. */
  const reread = async () => {
    const ageMs = clock.now() - rereadAt;
    // A clock that is set back must not end the readings.
    if (!isStopped && !(ageMs >= 0 && ageMs < REREAD_EVERY_MS)) {
      rereadAt = clock.now();
      notice();
    }
    await settle();
  };

  return {
    async find(name) {
      collections.look();
      await settle();
      if (!current.has(name) && isAccountName(name)) await reread();
      return current.get(name)?.account;
    },
    async findNewer(account) {
      await reread();
      const newest = current.get(account.name)?.account;
      return newest === account ? undefined : newest;
    },
    entries: () => [...current].map(([name, { account }]) => [name, account] as const),
    byName: (name) => current.get(name)?.account,
    count: () => current.size,
    refresh: () => reading.run(),
    async restore() {
      // The items of removals are lost as well.
      removals.clear();
      await stored.restore();
    },
    running: () => all().reduce((sum, account) => sum + account.running(), 0),
    handOver() {
      isStopped = true;
      cancelRetry();
      for (const end of unfollow) end();
      for (const account of all()) account.handOver();
    },
  };
}

function sayWhy(error: unknown): { readonly en: string; readonly zh: string } {
  const message = error instanceof Error ? error.message : String(error);
  const says = error instanceof KuaihuiError ? error.says : undefined;
  return says ?? { en: message, zh: message };
}
