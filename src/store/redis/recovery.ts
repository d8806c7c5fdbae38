import type { Logger } from 'pino';
import type { Memory } from './memory.ts';
import { createRestore } from './restore.ts';
import type { Scripts } from './scripts.ts';

/** Notices that Redis holds other data than before, and writes again what this process knows. */
export interface Recovery {
  /** The mark of the data that this process works with. */
  epoch(): string;
  /** Finds or sets the mark at the start. */
  begin(): Promise<void>;
  /** Redis was emptied: resolves when what this process knows is written again. */
  recover(): Promise<void>;
  /** After the connection was lost: the last moments of what was written may be missing. */
  check(): Promise<void>;
}

/**
 * A random mark is set in an empty Redis, and every script compares it. While Redis is found emptied, the scripts of
 * this process wait for the end of its recovery, so that none of them takes a lost turn for one that never was.
 */
export function createRecovery({
  scripts,
  memory,
  newId,
  log,
  guarded,
}: {
  readonly scripts: Scripts;
  readonly memory: Memory;
  readonly newId: () => string;
  readonly log: Logger;
  /** How many unfinished turns and undelivered answers Redis held when it was last seen. */
  readonly guarded: () => number;
}): Recovery {
  const { restoreIfShort, restoreMessage } = createRestore({ scripts, memory });
  const markEpoch = scripts.defineForRecovery(
    ['mark'],
    `call('SET', EPOCH, mark, 'NX')
     return call('GET', EPOCH)`,
  );
  let epoch = '';
  let recovering: Promise<void> | undefined;

  const restoreAll = async () => {
    const kept = await Promise.all(memory.all().map(restoreIfShort));
    await Promise.all(memory.recent().map(restoreMessage));
    return kept.filter(Boolean).length;
  };
  const recover = async () => {
    const mark = (await markEpoch({ mark: newId() })) as string;
    if (mark === epoch) return;
    const held = guarded();
    const writtenAgain = await restoreAll();
    epoch = mark;
    log.warn(
      { writtenAgain, lost: Math.max(0, held - writtenAgain) },
      'Redis lost its data. Answers that are being written here were written again; lost is what only Redis held: at most so many unfinished or undelivered answers of all processes, and all earlier conversations',
    );
  };

  return {
    epoch: () => epoch,
    async begin() {
      epoch = (await markEpoch({ mark: newId() })) as string;
    },
    recover: () => (recovering ??= recover().finally(() => (recovering = undefined))),
    async check() {
      if (recovering) return recovering;
      await restoreAll();
    },
  };
}
