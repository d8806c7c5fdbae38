/** Runs at most one task at a time for each key. */
export interface KeyLock {
  /** Runs the task after those that came before it with the same key, however they ended. */
  run<Result>(key: string, task: () => Promise<Result>): Promise<Result>;
}

export function createKeyLock(): KeyLock {
  const last = new Map<string, Promise<unknown>>();
  return {
    async run(key, task) {
      const before = last.get(key);
      const own = before === undefined ? task() : before.then(task, task);
      last.set(key, own);
      try {
        return await own;
      } finally {
        if (last.get(key) === own) last.delete(key);
      }
    },
  };
}
