import type { Logger } from 'pino';
import type { Clock } from '../../runtime/clock.ts';
import type { Gate } from '../access/gate.ts';
import type { SignedIn } from '../access/signed-in.ts';

/** Calls that stay open for long: streams of events, downloads, uploads. */
export interface LongCalls {
  /** Aborts the call when its session has ended, and when the server stops. */
  watch(call: AbortController, user: SignedIn | undefined): void;
  close(): void;
}

const CHECK_EVERY_MS = 30_000;

/** Creates the list of the open ones. */
export function createLongCalls({
  gate,
  clock,
  log,
}: {
  readonly gate: Pick<Gate, 'holds'>;
  readonly clock: Clock;
  readonly log: Logger;
}): LongCalls {
  const open = new Set<AbortController>();

  /** A store that is away ends no session. */
  async function checkLater(call: AbortController, user: SignedIn) {
    while (!call.signal.aborted) {
      await new Promise<void>((resolve) => {
        const cancel = clock.after(CHECK_EVERY_MS, resolve);
        call.signal.addEventListener('abort', () => (cancel(), resolve()), { once: true });
      });
      if (call.signal.aborted) return;
      const holds = await gate.holds(user).catch(() => true);
      if (!holds) call.abort();
    }
  }

  return {
    watch(call, user) {
      open.add(call);
      call.signal.addEventListener('abort', () => open.delete(call), { once: true });
      if (user === undefined) return;
      checkLater(call, user).catch((error: unknown) =>
        log.error(
          { code: 'console_failed', err: error, zh: '没能检查控制台的会话' },
          'Could not check a session of the console',
        ),
      );
    },
    close() {
      for (const call of open) call.abort();
    },
  };
}
