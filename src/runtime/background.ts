import type { Logger } from 'pino';

/** Work that outlives the request that began it; a shutdown waits for it. */
export interface Background {
  /** Runs `task`; an error is logged and goes no further. */
  run(name: string, task: () => Promise<void>): void;
  /** Resolves when no task runs any more. */
  settled(): Promise<void>;
}

export function createBackground(log: Logger): Background {
  const running = new Set<Promise<void>>();
  return {
    run(name, task) {
      const promise = task()
        .catch((error: unknown) =>
          log.error(
            { code: 'background_failed', err: error, zh: `后台任务出错：${name}` },
            `Failed in the background: ${name}`,
          ),
        )
        .finally(() => running.delete(promise));
      running.add(promise);
    },
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
