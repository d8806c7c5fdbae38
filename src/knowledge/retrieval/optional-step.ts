import type { Logger } from 'pino';
import type { Clock } from '../../runtime/clock.ts';
import type { Sentence } from '../../runtime/sentence.ts';
import { AnswererError, questionStopped } from '../../turns/answerer-error.ts';

export interface OptionalStepDeps {
  readonly clock: Clock;
  readonly log: Logger;
}

/** A step of the search that makes it better and may fail. */
export interface OptionalStep {
  /** Returns what the work came to, or undefined when it failed, took too long, or did both a moment ago. */
  run<Result>(
    work: (signal: AbortSignal) => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result | undefined>;
}

/** A follower waits, and so a model that fails again and again is left alone for a while. */
const MOST_FAILURES = 3;
const LEFT_ALONE_MS = 30_000;
const LOG_EVERY_MS = 600_000;

/** Creates a step with a time limit; its failures are logged once in ten minutes. An aborted signal ends it by a throw. */
export function createOptionalStep(
  step: { readonly code: string; readonly limitMs: number; readonly says: Sentence },
  { clock, log }: OptionalStepDeps,
): OptionalStep {
  let failuresInARow = 0;
  let restsUntil = -Infinity;
  let loggedAt = -Infinity;

  const note = (error: unknown): void => {
    const now = clock.now();
    failuresInARow += 1;
    if (failuresInARow >= MOST_FAILURES) restsUntil = now + LEFT_ALONE_MS;
    if (now - loggedAt < LOG_EVERY_MS) return;
    loggedAt = now;
    const known = error instanceof AnswererError ? error : undefined;
    const reason = known?.message ?? `no answer in ${step.limitMs / 1000} s`;
    const advice = { advice: known?.advice?.en, adviceZh: known?.advice?.zh };
    log.warn(
      { code: step.code, reason, ...advice, zh: `${step.says.zh}：${reason}` },
      step.says.en,
    );
  };

  return {
    async run(work, signal) {
      if (signal?.aborted) throw questionStopped(signal);
      if (clock.now() < restsUntil) return undefined;
      const own = new AbortController();
      const stop = () => own.abort(signal?.reason);
      signal?.addEventListener('abort', stop, { once: true });
      let cancel = () => {};
      const over = new Promise<'over'>((resolve) => {
        cancel = clock.after(step.limitMs, () => resolve('over'));
        own.signal.addEventListener('abort', () => resolve('over'), { once: true });
      });
      try {
        const ended = await Promise.race([work(own.signal).then((result) => ({ result })), over]);
        if (signal?.aborted) throw questionStopped(signal);
        if (ended === 'over') {
          note(undefined);
          return undefined;
        }
        failuresInARow = 0;
        return ended.result;
      } catch (error) {
        if (signal?.aborted) throw questionStopped(signal);
        if (!(error instanceof AnswererError)) throw error;
        note(error);
        return undefined;
      } finally {
        cancel();
        signal?.removeEventListener('abort', stop);
        own.abort();
      }
    },
  };
}
