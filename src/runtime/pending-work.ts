/** Promises that something has to wait for before it ends. */
export interface PendingWork {
  /** Counts `work` as pending until it has ended, well or badly, and returns it. */
  add<Result>(work: Promise<Result>): Promise<Result>;
  /** Resolves when nothing is pending. */
  settled(): Promise<void>;
}

export function createPendingWork(): PendingWork {
  const pending = new Set<Promise<unknown>>();
  return {
    add(work) {
      pending.add(work);
      const remove = () => void pending.delete(work);
      work.then(remove, remove);
      return work;
    },
    async settled() {
      while (pending.size > 0) await Promise.allSettled(pending);
    },
  };
}
