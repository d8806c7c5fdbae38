import type { BackgroundStorage } from '../background/background-storage.ts';
import type { BackgroundWake } from './background-wake.ts';
import type { Scripts } from './scripts.ts';

/** A wake may be lost with its process, or with Redis. */
const LOOK_EVERY_MS = 5000;

/** Stores background items in a hash each, and the times at which they are due in an ordered set for each kind. */
export function createBackgroundStorage({
  scripts,
  newId,
  wake,
}: {
  readonly scripts: Scripts;
  readonly newId: () => string;
  readonly wake: BackgroundWake;
}): BackgroundStorage {
  const add = scripts.define('add-background-item', ['kind', 'key', 'state', 'delay']);
  const take = scripts.define('take-background-item', ['lease', 'hidden']);
  const settle = scripts.define('settle-background-item', [
    ...(['kind', 'key', 'lease', 'additions', 'isDone', 'state', 'failures', 'delay'] as const),
  ]);

  return {
    lookEveryMs: LOOK_EVERY_MS,
    wake: (look) => wake.start(look),
    async add({ kind, key, state }, delayMs) {
      await add({ kind, key, state, delay: delayMs });
      await wake.wakeOne(delayMs);
    },
    async take(kinds, hiddenMs) {
      const lease = newId();
      const found = (await take({ lease, hidden: hiddenMs }, kinds)) as string[] | null;
      if (!found) return undefined;
      const [kind = '', key = '', state = '', failures, additions] = found;
      return {
        item: { kind, key, state },
        failures: Number(failures),
        lease,
        additions: Number(additions),
      };
    },
    async settle({ item: { kind, key }, lease, additions }, settlement) {
      const taken = { kind, key, lease, additions };
      if (settlement === 'done') {
        await settle({ ...taken, isDone: 'yes', state: '', failures: 0, delay: 0 });
        return;
      }
      const { state, failures, dueInMs } = settlement;
      await settle({ ...taken, isDone: '', state, failures, delay: dueInMs });
      await wake.wakeOne(dueInMs);
    },
  };
}
