/** Lets a bounded number of tasks work with a host at a time. */
export interface HostPlaces {
  /** Runs the task when there is a place; while it waits, an abort makes it throw the signal's reason. */
  run<Result>(host: string, signal: AbortSignal, task: () => Promise<Result>): Promise<Result>;
}

interface Host {
  taken: number;
  /** Begin the tasks that wait, in their order. */
  readonly waiting: Set<() => void>;
}

export function createHostPlaces(most: number): HostPlaces {
  const hosts = new Map<string, Host>();

  /** Resolves when the task has a place. */
  function take(host: Host, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (host.taken < most) {
      host.taken += 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        host.waiting.delete(begin);
        reject(signal.reason as Error);
      };
      const begin = () => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      host.waiting.add(begin);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }
  /** Hands the place over to the next task, or gives it back. */
  function leave(name: string, host: Host): void {
    const [next] = host.waiting;
    if (next) {
      host.waiting.delete(next);
      return next();
    }
    host.taken -= 1;
    if (host.taken === 0) hosts.delete(name);
  }

  return {
    async run(name, signal, task) {
      const host = hosts.get(name) ?? { taken: 0, waiting: new Set() };
      hosts.set(name, host);
      await take(host, signal);
      try {
        return await task();
      } finally {
        leave(name, host);
      }
    },
  };
}
