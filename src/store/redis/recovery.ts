import { AsyncLocalStorage } from 'node:async_hooks';
import type { Logger } from 'pino';
import type { Clock } from '../../runtime/clock.ts';
import { StoreUnavailableError } from '../../runtime/store-unavailable-error.ts';
import { chunk } from './chunk.ts';
import type { OwnedTurns } from './owned-turns.ts';
import type { Restore } from './restore.ts';
import type { Scripts } from './scripts.ts';

/** Detects that Redis lost its data, and writes again what this process knows. */
export interface Recovery {
  /** The mark of the data that this process works with; during a restoration, for its own calls, that of the new data. */
  epoch(): string;
  /** Calls `restore` when all was lost, before any other operation goes on. Returns the function that ends it. */
  onEmptied(this: void, restore: () => Promise<void>): () => void;
  /** Finds or sets the mark at the start, and enters this process. */
  begin(): Promise<void>;
  /**
   * Resolves when what this process knows is in Redis. Called when Redis was emptied, and when it was away, because a
   * restart may have cost the last second.
   */
  recover(): Promise<void>;
  close(): void;
}

/** The time in which what was lost is written again into the data with this mark. */
interface Restoration {
  readonly mark: string;
  isOver: boolean;
}

/** By then every living process has noticed at its next heartbeat, and written again what it knows. */
const COUNT_AFTER_MS = 3000;

const BATCH_SIZE = 100;

/**
 * Sets a random mark in an empty Redis, which every script compares. When Redis proves to be emptied, this process's
 * scripts wait for its recovery, so that none takes a lost turn for one that never existed.
 */
export function createRecovery({
  scripts,
  ownedTurns,
  restore,
  newId,
  clock,
  log,
  guarded,
  details,
}: {
  readonly scripts: Scripts;
  readonly ownedTurns: OwnedTurns;
  readonly restore: Restore;
  readonly newId: () => string;
  readonly clock: Clock;
  readonly log: Logger;
  /** The number of unfinished turns and undelivered answers that Redis held when it was last seen. */
  readonly guarded: () => number;
  /** What the other processes see of this one; empty for one that is not entered among them. */
  readonly details: () => string;
}): Recovery {
  const markEpoch = scripts.defineForRecovery('mark-epoch', ['mark', 'details']);
  const addRestored = scripts.defineForRecovery('count-restored-turns', ['mark', 'turns']);
  const readRestored = scripts.define('read-restored-turns', ['mark']);
  const restores = new Set<() => Promise<void>>();
  // The calls of a restoration must not wait for its end, as all others do. What it begins goes on as all others do.
  const restorations = new AsyncLocalStorage<Restoration>();
  const current = () => {
    const restoration = restorations.getStore();
    return restoration?.isOver === false ? restoration : undefined;
  };
  const restoreRest = async (mark: string) => {
    const restoration: Restoration = { mark, isOver: false };
    try {
      await restorations.run(restoration, () => Promise.all([...restores].map((each) => each())));
    } finally {
      restoration.isOver = true;
    }
  };
  let epoch = '';
  let cancelCount = () => {};
  let recovering: Promise<void> | undefined;

  const recover = async () => {
    const mark = (await markEpoch({ mark: newId(), details: details() })) as string;
    const held = guarded();
    let writtenAgain = 0;
    for (const batch of chunk(ownedTurns.all(), BATCH_SIZE)) {
      const results = await Promise.all(batch.map((own) => restore.turnIfShort(own)));
      writtenAgain += results.filter((isMine) => isMine).length;
    }
    const lost = mark === epoch ? 'the last moments' : 'all';
    for (const batch of chunk(ownedTurns.recent(), BATCH_SIZE))
      await Promise.all(batch.map((message) => restore.message(message, lost)));
    if (mark === epoch) return;
    await restoreRest(mark);
    epoch = mark;
    await addRestored({ mark, turns: writtenAgain });
    cancelCount();
    cancelCount = clock.after(COUNT_AFTER_MS, () => void count({ mark, held, writtenAgain }));
  };
  const count = async (found: { mark: string; held: number; writtenAgain: number }) => {
    const { mark, held, writtenAgain } = found;
    const restored = await readRestored({ mark }).catch(() => writtenAgain);
    log.warn(
      {
        code: 'redis_lost_data',
        writtenAgain,
        lost: Math.max(0, held - Number(restored)),
        zh: 'Redis 的数据丢了。这里正在写的回答已重新写入；丢掉的是只在 Redis 里的：没写完、没送完的回答和以前的对话',
      },
      'Redis lost its data. The answers that are being written here were written again; lost is what only Redis held: at most so many unfinished or undelivered answers of all processes, and all earlier conversations',
    );
  };

  return {
    epoch: () => current()?.mark ?? epoch,
    onEmptied(each) {
      restores.add(each);
      return () => void restores.delete(each);
    },
    async begin() {
      epoch = (await markEpoch({ mark: newId(), details: details() })) as string;
    },
    async recover() {
      // It would wait for itself; the next operation begins anew.
      if (current()) throw new StoreUnavailableError('Redis was emptied again');
      await (recovering ??= recover().finally(() => (recovering = undefined)));
    },
    close: () => cancelCount(),
  };
}
