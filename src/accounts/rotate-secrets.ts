import type { SecretKeys } from '../config/secret-key.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Collection } from '../runtime/collection.ts';
import type { AccountCollections } from './account-collections.ts';
import type { SealedRecord } from './account-record.ts';
import { AccountError } from './account-error.ts';
import { accountTexts } from './account-texts.ts';
import { reseal, resealRecord } from './reseal.ts';
import { createSecretBox, openIfPossible, type SecretBox } from './secret-box.ts';
import { resealHistory } from './setting-history.ts';
import { compareKeys, enterNewestKey, keepNewestKey, ROTATION_LEASE } from './secret-check.ts';

/** Where the keys of this installation are kept, and how they are changed. */
export interface KeyRing {
  /** A file gets a new key here; the deployer changes KUAIHUI_SECRET. */
  readonly kind: 'file' | 'environment';
  read(): SecretKeys;
  /** Puts a new key before the others. */
  add(): void;
  /** Drops all keys but the newest. */
  keepNewest(): void;
}

export interface RotationDeps {
  readonly collections: AccountCollections;
  readonly ring: KeyRing;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** What a rotation did. */
export interface Rotation {
  /** The records whose secrets were sealed anew. */
  readonly resealed: number;
  /** Accounts with a secret that no key at hand opens, or that was altered. */
  readonly closed: readonly string[];
}

/** A rotation that was killed holds its lease for so long. */
const LEASE_MS = 5000;
const PATIENCE_MS = 4 * LEASE_MS;
const PAUSE_MS = 100;

/**
 * Seals every secret with a new key. In this order, so that a process can be killed at any instant and the next run
 * completes what it left: the new key is stored before it seals, and an older one is dropped when nothing needs it. If
 * the key is lost, what it sealed stays closed, and the key at hand is the one of the store from now on.
 */
export async function rotateSecrets(deps: RotationDeps, isKeyLost = false): Promise<Rotation> {
  const { ring, collections } = deps;
  const lease = await acquireLease(deps);
  try {
    await requireKey(deps, isKeyLost);
    // With two keys in the file, an earlier rotation was broken off after its first step.
    if (ring.kind === 'file' && ring.read().keys.length < 2) ring.add();
    const keys = ring.read();
    const all = createSecretBox(keys);
    await enterNewestKey(collections.keys, keys);
    const { resealed, closed } = await resealAll(collections, all, lease.renew);
    await lease.renew();
    if (ring.kind === 'file') ring.keepNewest();
    // A process that read the keys before the rotation may have sealed with an older one since.
    const late = await resealAll(collections, all, lease.renew);
    await keepNewestKey(collections.keys, keys);
    return { resealed: resealed + late.resealed, closed };
  } finally {
    await lease.release();
  }
}

async function requireKey({ collections, ring }: RotationDeps, isKeyLost: boolean): Promise<void> {
  const keys = ring.read();
  const known = await compareKeys(collections.keys, keys);
  if (known === 'none' && keys.keys.length === 0)
    throw new AccountError(accountTexts.noKeyToRotate());
  if (known === 'other' && !isKeyLost) throw new AccountError(accountTexts.oldKeyMissing());
}

interface RotationLease {
  /** Throws when another process rotates by now. */
  renew: () => Promise<void>;
  release: () => Promise<void>;
}

/** Lets one process rotate at a time; a killed one holds up the next until its lease expires. */
async function acquireLease({
  collections: { keys },
  clock,
  newId,
}: RotationDeps): Promise<RotationLease> {
  const holder = { check: newId() };
  const put = (expected: number) =>
    keys.put(ROTATION_LEASE, holder, { expected, expiresInMs: LEASE_MS });
  const until = clock.now() + PATIENCE_MS;
  while ((await put(0)) === 'stale') {
    if (clock.now() >= until) throw new AccountError(accountTexts.rotationRuns());
    await clock.sleep(PAUSE_MS);
  }
  const held = async () => {
    const entry = await keys.get(ROTATION_LEASE);
    return entry?.value.check === holder.check ? entry : undefined;
  };
  return {
    async renew() {
      if ((await put((await held())?.version ?? 0)) === 'stale')
        throw new AccountError(accountTexts.rotationRuns());
    },
    async release() {
      if ((await held()) !== undefined) await keys.delete(ROTATION_LEASE);
    },
  };
}

async function resealAll(
  { accounts, server, mcpServers, previousTokens, history }: AccountCollections,
  box: SecretBox,
  renew: () => Promise<void>,
): Promise<Rotation> {
  let resealed = 0;
  const closed = new Set<string>();
  const resealRecords = async <Stored extends SealedRecord>(records: Collection<Stored>) => {
    for (const { key: owner, value } of await records.list('')) {
      await renew();
      for (const [setting, sealed] of Object.entries(value.secrets)) {
        const place = { account: owner, setting };
        if (openIfPossible(box, sealed, place) === undefined) closed.add(owner);
      }
      if (await rewrite(records, owner, (record) => resealRecord(owner, record, box, box)))
        resealed += 1;
    }
  };
  await resealRecords(accounts);
  await resealRecords(server);
  await resealRecords(mcpServers);
  for (const { key: account } of await previousTokens.list('')) {
    const place = { account, setting: 'WECHAT_TOKEN' };
    await rewrite(previousTokens, account, ({ token }) => {
      const sealed = reseal(token, place, box, box);
      return sealed && { token: sealed };
    });
  }
  for (const { key, value } of await history.list('')) {
    if (value.earlier.every(({ secret }) => secret === undefined)) continue;
    await renew();
    await rewrite(history, key, (record) => resealHistory(key, record, box));
  }
  return { resealed, closed: [...closed] };
}

/** Writes a record anew, also when another process writes it at the same time. Returns false if it stays as it is. */
async function rewrite<Value>(
  collection: Collection<Value>,
  key: string,
  edit: (value: Value) => Value | undefined,
): Promise<boolean> {
  for (;;) {
    const entry = await collection.get(key);
    const value = entry && edit(entry.value);
    if (entry === undefined || value === undefined) return false;
    const { version: expected, expiresInMs } = entry;
    const options = { expected, ...(expiresInMs !== undefined && { expiresInMs }) };
    if ((await collection.put(key, value, options)) === 'written') return true;
  }
}
