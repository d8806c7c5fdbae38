import type { Clock } from '../../runtime/clock.ts';
import { AnswererError } from '../../turns/answerer-error.ts';
import type { Model, ModelEvent, ModelRequest } from '../../answering/model.ts';

/** How long a model may take to its first token, and again after each `restart`. Thinking counts. */
export interface FirstTokenLimit {
  readonly limitMs: number;
  readonly clock: Clock;
}

/** Asks a model and throws `provider_silent` when its first token is late. Comments of its stream are no token. */
export async function* askInTime(
  model: Model,
  request: ModelRequest,
  signal: AbortSignal,
  { limitMs, clock }: FirstTokenLimit,
): AsyncGenerator<ModelEvent, void> {
  const asking = new AbortController();
  const stop = () => asking.abort(signal.reason);
  let late: AnswererError | undefined;
  const arm = () =>
    clock.after(limitMs, () => {
      late = tooLate(model.id, limitMs);
      asking.abort(late);
    });
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  let disarm = arm();
  try {
    for await (const event of model.stream(request, asking.signal)) {
      disarm();
      yield event;
      if (event.type === 'restart') disarm = arm();
    }
  } catch (error) {
    throw late && !signal.aborted ? late : error;
  } finally {
    disarm();
    signal.removeEventListener('abort', stop);
  }
}

function tooLate(id: string, limitMs: number): AnswererError {
  const seconds = limitMs / 1000;
  return new AnswererError('provider_silent', `${id} brought no token within ${seconds} s`, {
    retryable: true,
    advice: {
      en: `If ${id} needs longer before its first word, raise FAILOVER_SECONDS.`,
      zh: `${id} 要更久才说第一个字的话，请调高 FAILOVER_SECONDS。`,
    },
  });
}
