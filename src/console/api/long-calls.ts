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
}: {
  readonly gate: Pick<Gate, 'holds'>;
  readonly clock: Clock;
}): LongCalls {
  const open = new Set<AbortController>();

  /** Returns what ends the checks. */
  function checkNowAndThen(call: AbortController, user: SignedIn): () => void {
    const check = async () => {
      // A store that is away ends no session.
      const holds = await gate.holds(user).catch(() => true);
      if (call.signal.aborted) return;
      if (holds) cancel = clock.after(CHECK_EVERY_MS, () => void check());
      else call.abort();
    };
    let cancel = clock.after(CHECK_EVERY_MS, () => void check());
    return () => cancel();
  }

  return {
    watch(call, user) {
      open.add(call);
      const stopChecks = user && checkNowAndThen(call, user);
      const forget = () => {
        open.delete(call);
        stopChecks?.();
      };
      call.signal.addEventListener('abort', forget, { once: true });
    },
    close() {
      for (const call of open) call.abort();
    },
  };
}
