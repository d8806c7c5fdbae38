import type { BackgroundStepResult } from '../../runtime/background-queue.ts';
import type { Clock } from '../../runtime/clock.ts';

/**
 * How a step ended. `failed`: it threw, or was aborted after its time. `stopped`: it gave up because the process stops.
 * `hung`: it went on after the abort and was abandoned; what it does later has no effect on the item.
 */
export type StepEnd =
  | { readonly is: 'ended'; readonly result: BackgroundStepResult }
  | { readonly is: 'failed'; readonly error: unknown }
  | { readonly is: 'stopped' }
  | { readonly is: 'hung' };

const STEP_MS = 2000;
/** What an aborted step has for giving up. */
const GRACE_MS = 250;

/** Runs one step; resolves soon after its time is over or the process stops, whatever the step does. */
export function runStep(
  step: (signal: AbortSignal) => Promise<BackgroundStepResult>,
  { clock, stopping }: { readonly clock: Clock; readonly stopping: AbortSignal },
): Promise<StepEnd> {
  return new Promise((resolve) => {
    const aborting = new AbortController();
    let cancelGrace = () => {};
    const abort = () => {
      if (aborting.signal.aborted) return;
      aborting.abort();
      cancelGrace = clock.after(GRACE_MS, () => end({ is: 'hung' }));
    };
    const cancelLimit = clock.after(STEP_MS, abort);
    const end = (how: StepEnd) => {
      cancelLimit();
      cancelGrace();
      stopping.removeEventListener('abort', abort);
      resolve(how);
    };
    stopping.addEventListener('abort', abort);
    if (stopping.aborted) abort();
    (async () => step(aborting.signal))().then(
      (result) => end({ is: 'ended', result }),
      (error: unknown) => end(stopping.aborted ? { is: 'stopped' } : { is: 'failed', error }),
    );
  });
}
