import type { Account } from '../accounts/account.ts';
import { createBackground } from '../runtime/background.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { EVERY_GENERATION } from '../store/process-list.ts';
import type { Store } from '../store/store.ts';
import type { LocalService } from './serve-locally.ts';
import { waitForLastWrites } from './wait-for-last-writes.ts';

interface OtherProcessDeps {
  /** Opens the same store as another process would. */
  readonly openStore: () => Promise<Store>;
  readonly build: (store: Store, runtime: Runtime) => Account;
  readonly serve: (account: Account) => Promise<LocalService>;
  readonly runtime: Runtime;
}

/** A second process over the store of the simulator, started when a page first asks for it. */
interface OtherProcess {
  /** The address of its webhook. */
  webhookUrl(): Promise<string>;
  close(): Promise<void>;
}

/** Another account over another opening of the same store: all that a second process would be. */
export function createOtherProcess(deps: OtherProcessDeps): OtherProcess {
  const { clock, log } = deps.runtime;
  let running: ReturnType<typeof start> | undefined;

  async function start() {
    const store = await deps.openStore();
    try {
      await store.processes.acknowledge(EVERY_GENERATION);
      // Its own, so that a stop waits for its work and not for that of real followers.
      const background = createBackground(log);
      const account = deps.build(store, { ...deps.runtime, background });
      const service = await deps.serve(account);
      return {
        webhookUrl: service.webhookUrl,
        async close() {
          service.close();
          account.handOver();
          await waitForLastWrites({ clock, background });
          await store.close();
        },
      };
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  return {
    async webhookUrl() {
      running ??= start().catch((error: unknown) => {
        // The next request may be luckier.
        running = undefined;
        throw error;
      });
      return (await running).webhookUrl;
    },
    async close() {
      const other = await running?.catch(() => undefined);
      await other?.close();
    },
  };
}
