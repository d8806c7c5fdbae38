import type { Logger } from 'pino';
import type { ModelRequest } from '../answering/model.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Sentence } from '../runtime/sentence.ts';
import type { AnswererError } from '../turns/answerer-error.ts';
import { chooseRetry } from './choose-retry.ts';
import type { ModelSettings } from './model-settings.ts';
import { pause } from './pause.ts';

/** A try that failed, and what speaks for another one. */
interface Failed {
  readonly error: AnswererError;
  /** How often this failure is worth another try. */
  readonly mostRetries: number;
  readonly retriesMade: number;
  /** The wait that the provider asked for, if any. */
  readonly retryAfterMs: number | undefined;
  /** The instant at which the whole answer has to be there. */
  readonly deadline: number;
  /** Logged before another try. */
  readonly says: Sentence;
}

interface RetryDeps {
  readonly request: Pick<ModelRequest, 'mayRetry'>;
  readonly settings: Pick<ModelSettings, 'maxRetries'>;
  /** The provider's name for the log. */
  readonly provider: string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/** Waits until a failed question is asked again, or throws its error where that is not wanted or cannot help. */
export async function waitForRetry(failed: Failed, deps: RetryDeps): Promise<void> {
  const { error, mostRetries, retriesMade, retryAfterMs, deadline, says } = failed;
  const { request, settings, clock, signal } = deps;
  const isWelcome = request.mayRetry?.(error) ?? true;
  if (!isWelcome || signal.aborted) throw error;
  const decision = chooseRetry({
    retryable: error.retryable,
    retriesMade,
    maxRetries: Math.min(settings.maxRetries, mostRetries),
    retryAfterMs,
    timeLeftMs: deadline - clock.now(),
    random: deps.random(),
  });
  if (decision.retry === 'no') throw error;
  const { advice, code, message: reason } = error;
  const { afterMs } = decision;
  deps.log.warn(
    {
      ...{ code, provider: deps.provider, reason, afterMs },
      ...{ advice: advice?.en, adviceZh: advice?.zh },
      zh: `${says.zh}：${reason}`,
    },
    says.en,
  );
  await pause(afterMs, clock, signal);
}
