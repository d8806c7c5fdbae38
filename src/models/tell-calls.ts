import type { Model } from '../answering/model.ts';
import { createTellCall, endOf } from '../answering/tell-call.ts';
import type { Emitter } from '../events/event-bus.ts';
import type { Clock } from '../runtime/clock.ts';
import type { TokenUsage } from '../turns/answer-event.ts';
import type { AnswererError } from '../turns/answerer-error.ts';
import type { TracedCall } from '../turns/trace.ts';

/** Tells of each try of a model on behalf of a turn: when its first token came, what it used, and how it ended. */
export function tellCalls(
  model: Model,
  { clock, events }: { readonly clock: Clock; readonly events: Emitter },
): Model {
  const tellCall = createTellCall(events);
  return {
    id: model.id,
    lane: model.lane,
    async *stream(request, signal) {
      const { askedFor } = request;
      if (!askedFor) {
        yield* model.stream(request, signal);
        return;
      }
      let number = 1;
      let startedAt = clock.now();
      let firstTokenAfterMs: number | undefined;
      let tokens: TokenUsage | undefined;
      let end: TracedCall['end'] | undefined;
      let lastFailed: AnswererError | undefined;
      const tell = (how: Pick<TracedCall, 'end' | 'failure'>) => {
        tellCall(askedFor.turn, {
          ...{ purpose: askedFor.purpose, model: model.id, number },
          tookMs: clock.now() - startedAt,
          ...(firstTokenAfterMs !== undefined && { firstTokenAfterMs }),
          ...(tokens && { tokens }),
          ...how,
        });
        number += 1;
        startedAt = clock.now();
        firstTokenAfterMs = tokens = undefined;
      };
      const mayRetry = (failed: AnswererError) => {
        lastFailed = failed;
        tell(endOf(failed));
        return request.mayRetry?.(failed) ?? true;
      };
      let isOver = false;
      try {
        for await (const event of model.stream({ ...request, mayRetry }, signal)) {
          if (event.type === 'text' || event.type === 'reasoning')
            firstTokenAfterMs ??= clock.now() - startedAt;
          else if (event.type === 'usage') tokens = event.tokens;
          else if (event.type === 'finish')
            end =
              event.reason === 'over-budget' || event.reason === 'unpriced'
                ? 'unknown'
                : event.reason;
          yield event;
        }
        isOver = true;
        tell({ end: end ?? 'unknown' });
      } catch (error) {
        isOver = true;
        // A failure that ends the question was told when it was asked whether another try is welcome.
        if (error !== lastFailed) tell(endOf(error));
        throw error;
      } finally {
        // The reader broke off.
        if (!isOver) tell({ end: end ?? 'stopped' });
      }
    },
  };
}
