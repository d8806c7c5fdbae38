import type { Logger } from 'pino';
import type { Clock } from '../../runtime/clock.ts';
import { IndexRequestError } from './worker-client.ts';
import { syncBase, type SyncDeps } from './sync-base.ts';

/**
 * Keeps the indexes of the bases in use up to date, as far as this process holds their leases. Another process takes over
 * when this one does not renew them.
 */
export interface IndexBuilder {
  /** Adds bases to those that are built. */
  use(bases: readonly string[]): void;
  /** Looks at these bases now, because the caller waits for them. */
  hurry(bases: readonly string[]): void;
  /** Takes bases out; their files are deleted as soon as they hold no document. */
  leave(bases: readonly string[]): void;
  close(): Promise<void>;
}

/** Four renewals fit into a lease. */
export const LEASE_MS = 4_000;
const RENEW_EVERY_MS = LEASE_MS / 4;
/** Vectors come batch by batch while they are made, and each look costs reading. */
const VECTORS_EVERY_MS = 2_000;
const RETRY_AFTER_MS = 1_000;
/** Failures that mean no more than that another process was faster. */
const EXPECTED: ReadonlySet<string> = new Set(['LeaseLostError', 'NotHeldError']);

export function createIndexBuilder({
  clock,
  log,
  ...deps
}: Omit<SyncDeps, 'signal'> & { readonly clock: Clock; readonly log: Logger }): IndexBuilder {
  const { worker, documents, vectors } = deps;
  const stopping = new AbortController();
  const { signal } = stopping;
  const bases = new Set<string>();
  /** Bases that no account reads any more, and that may still have a file. */
  const left = new Set<string>();
  let held: ReadonlySet<string> = new Set();
  /** Bases of which the index may lack something. */
  const behind = new Set<string>();
  let running: Promise<void> | undefined;
  let cancelTick: (() => void) | undefined;
  let cancelVectors: (() => void) | undefined;
  let retryAt = -Infinity;
  let said: string | undefined;

  function markAll(): void {
    for (const base of bases) behind.add(base);
  }
  /** Takes or renews the leases; a base that is new to this process is compared with the store. */
  async function renew(): Promise<void> {
    const now = await worker.ask('hold', { bases: [...bases] });
    for (const base of now.taken) behind.add(base);
    held = new Set(now.held);
  }
  async function syncAll(): Promise<void> {
    while (!signal.aborted) {
      const base = [...behind].find((one) => held.has(one));
      if (base === undefined) return;
      behind.delete(base);
      try {
        if ((await syncBase(base, { ...deps, signal })) === 'again') behind.add(base);
        said = undefined;
      } catch (error) {
        behind.add(base);
        throw error;
      }
    }
  }
  /** Says each kind of failure once; the next tick tries again. */
  function complain(error: unknown): void {
    if (signal.aborted) return;
    retryAt = clock.now() + RETRY_AFTER_MS;
    const failedBy = error instanceof IndexRequestError ? error.failedBy : undefined;
    const kind = failedBy?.code ?? failedBy?.name ?? (error as Error).name;
    if (EXPECTED.has(failedBy?.name ?? '') || said === kind) return;
    said = kind;
    const facts = { code: 'index_not_built', kind, at: failedBy?.at };
    log.warn({ ...facts, ...(!failedBy && { err: error }), zh: NOT_BUILT_ZH }, NOT_BUILT);
  }
  function work(): void {
    if (running || signal.aborted || clock.now() < retryAt) return;
    const isNeeded = [...behind].some((base) => held.has(base));
    if (!isNeeded) return;
    running = syncAll()
      .catch(complain)
      .finally(() => {
        running = undefined;
        work();
      });
  }
  async function look(): Promise<void> {
    // A process that searches nothing needs no thread.
    if (bases.size === 0) return;
    await renew().catch(complain);
    work();
  }
  function tick(): void {
    cancelTick = clock.after(RENEW_EVERY_MS, () => {
      void look().finally(() => {
        if (!signal.aborted) tick();
      });
    });
  }
  const unfollowDocuments = documents.follow(() => {
    markAll();
    work();
    if (left.size > 0) discardLeft();
  });
  const unfollowVectors = vectors.follow(() => {
    cancelVectors ??= clock.after(VECTORS_EVERY_MS, () => {
      cancelVectors = undefined;
      markAll();
      work();
    });
  });
  /** A base without documents needs no file; one in use is built anew when it gets some. */
  async function discardEmpty(): Promise<void> {
    for (const base of await worker.ask('list', {})) {
      if (signal.aborted) return;
      if (!bases.has(base) && (await documents.list(base)).length === 0)
        await worker.ask('discard', { base });
    }
  }
  let discarding: Promise<void> | undefined;
  /** Looks again with each change, because an account's documents are deleted after it is no longer served. */
  function discardLeft(): void {
    discarding = (discarding ?? Promise.resolve())
      .then(async () => {
        for (const base of left) {
          if (signal.aborted || (await documents.list(base)).length > 0) continue;
          await running;
          if (!left.delete(base)) continue;
          await worker.ask('discard', { base });
        }
      }, complain)
      .catch(complain);
  }
  tick();

  return {
    use(named) {
      const isNew = named.some((base) => !bases.has(base));
      for (const base of named) {
        bases.add(base);
        left.delete(base);
      }
      if (isNew) void look();
      discarding ??= discardEmpty().catch(complain);
    },
    hurry(named) {
      retryAt = -Infinity;
      for (const base of named) behind.add(base);
      work();
    },
    leave(named) {
      for (const base of named) {
        bases.delete(base);
        behind.delete(base);
        left.add(base);
      }
      discardLeft();
    },
    async close() {
      unfollowDocuments();
      unfollowVectors();
      stopping.abort();
      cancelTick?.();
      cancelVectors?.();
      await running;
      await discarding;
    },
  };
}

const NOT_BUILT =
  'The local index of the documents could not be brought up to date, which is tried again';
const NOT_BUILT_ZH = '本机的资料索引没能更新，稍后会再试';
