import type { Logger } from 'pino';
import type { Background } from '../runtime/background.ts';
import type { Clock } from '../runtime/clock.ts';
import { coalesce } from '../runtime/coalesce.ts';
import type { Collections, Entry } from '../runtime/collection.ts';
import { KuaihuiError } from '../runtime/errors.ts';
import { waitAtMost } from '../runtime/wait-at-most.ts';
import { ACCOUNTS, openAccountCollections, PREVIOUS_TOKENS } from './account-collections.ts';
import type { AccountDirectory } from './account-directory.ts';
import {
  ACCOUNT_NAME,
  DEFAULT_ACCOUNT,
  type AccountRecord,
  type PreviousToken,
} from './account-record.ts';
import { createAccountRelay, type AccountRelay } from './account-relay.ts';
import type { Account } from './account.ts';
import { createRetiring } from './retiring-accounts.ts';

/** What the store keeps about one account. */
export interface StoredAccount {
  readonly name: string;
  /** Absent for the account `default` of which everything is in the environment. */
  readonly record: AccountRecord | undefined;
  /** The token before the last change, and when it ends by the clock of this process. */
  readonly previousToken: (PreviousToken & { readonly endsAt: number }) | undefined;
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
  readonly clock: Clock;
  readonly background: Background;
  readonly log: Logger;
}

/** The accounts of this process, which follow what any process changes. */
export interface AccountRegistry extends AccountDirectory {
  /** Returns the account as this process knows it. */
  byName(name: string): Account | undefined;
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

/** What one refresh found: the records, and the tokens before the last change. */
interface Held {
  readonly records: readonly Entry<AccountRecord>[];
  readonly previousTokens: ReadonlyMap<string, PreviousToken & { readonly endsAt: number }>;
}

export function createAccountRegistry(deps: AccountRegistryDeps): AccountRegistry {
  const { collections, clock, background, log } = deps;
  const { accounts, previousTokens } = openAccountCollections(collections);
  const current = new Map<string, { readonly account: Account; readonly fingerprint: string }>();
  const retiring = createRetiring();
  /** Why an account is left out, as it was logged. */
  const problems = new Map<string, string>();
  let held: Held = { records: [], previousTokens: new Map() };
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

  /** Ends an account; its followers go over to the one that takes its place. Resolves when all that it took is stored. */
  const retire = (account: Account): Promise<void> => {
    const { delivering, heldBack, recorded } = retiring.add(account);
    const successor = current.get(account.name)?.account;
    if (!successor) account.handOver();
    for (const follower of delivering) successor?.deliver(follower);
    for (const follower of heldBack) successor?.beginNext(follower);
    return recorded;
  };

  const read = async (): Promise<Held> => {
    const records = await accounts.list('');
    // After the records, because a change writes the token that it ends first.
    const tokens = await previousTokens.list('');
    const now = clock.now();
    return {
      records,
      previousTokens: new Map(
        tokens.map(({ key, value, expiresInMs = 0 }) => [
          key,
          { ...value, endsAt: now + expiresInMs },
        ]),
      ),
    };
  };

  /** Puts one account into effect; `left out` when that was not known yet. */
  const bring = async (stored: StoredAccount): Promise<'in effect' | 'left out'> => {
    const { name, previousToken } = stored;
    const before = current.get(name);
    try {
      const description = deps.describe(stored);
      const { fingerprint } = description;
      problems.delete(name);
      if (before?.fingerprint === fingerprint) return 'in effect';
      const onTokenSwitched = () => endPreviousToken(name, previousToken);
      const account = await description.build({ relay: relayOf(name), onTokenSwitched });
      current.set(name, { account, fingerprint });
    } catch (error) {
      return leaveOut(name, error, before !== undefined);
    }
    if (!isFirst)
      log.info(
        { code: 'account_set', account: name, zh: `公众号 ${name} 的设置已生效` },
        'The settings of an account are in effect',
      );
    if (before) await retire(before.account);
    return 'in effect';
  };

  const leaveOut = (name: string, error: unknown, isKnown: boolean) => {
    const { en, zh } = sayWhy(error);
    if (problems.get(name) === en) return 'in effect';
    problems.set(name, en);
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
    await retire(known.account);
  };

  const putIntoEffect = async () => {
    const generation = await collections.generation(ACCOUNTS);
    held = await read();
    const stored = new Map(held.records.map(({ key, value }) => [key, value]));
    const isServed = (name: string) =>
      !stored.get(name)?.isRemoved && (stored.has(name) || name === DEFAULT_ACCOUNT);
    const names = new Set([DEFAULT_ACCOUNT, ...stored.keys(), ...current.keys()]);
    const results = await Promise.all(
      [...names].map((name) => {
        if (!isServed(name)) return remove(name);
        const record = stored.get(name);
        return bring({ name, record, previousToken: held.previousTokens.get(name) });
      }),
    );
    isFirst = false;
    // What has just been found unusable is not in effect, and the command that wrote it hears so.
    if (!results.includes('left out')) await deps.acknowledge(generation);
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
  const unfollow = [ACCOUNTS, PREVIOUS_TOKENS].map((name) => collections.follow(name, notice));

  const endPreviousToken = (name: string, ended: PreviousToken | undefined) =>
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
    if (isStopped || clock.now() - rereadAt < REREAD_EVERY_MS) return;
    rereadAt = clock.now();
    notice();
    await settle();
  };

  return {
    async find(name) {
      collections.look();
      await settle();
      if (!current.has(name) && ACCOUNT_NAME.test(name)) await reread();
      return current.get(name)?.account;
    },
    async findNewer(account) {
      await reread();
      const newest = current.get(account.name)?.account;
      return newest === account ? undefined : newest;
    },
    entries: () => [...current].map(([name, { account }]) => [name, account] as const),
    byName: (name) => current.get(name)?.account,
    refresh: () => reading.run(),
    async restore() {
      for (const { key, value } of held.records)
        if (!value.isRemoved) await accounts.put(key, value, { expected: 0 });
      for (const [name, { token, endsAt }] of held.previousTokens) {
        const expiresInMs = endsAt - clock.now();
        if (expiresInMs > 0)
          await previousTokens.put(name, { token }, { expected: 0, expiresInMs });
      }
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
