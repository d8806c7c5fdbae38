import type { Emitter } from '../events/event-bus.ts';
import type { Clock } from '../runtime/clock.ts';
import { AnswererError } from '../turns/answerer-error.ts';
import type { TracedCall } from '../turns/trace.ts';
import type { TurnName } from '../turns/turn.ts';

/** Tells of a call of a model that was made for a turn, when it has ended. */
export type TellCall = (
  turn: TurnName,
  call: Omit<TracedCall, 'type' | 'at' | 'switchedFrom'>,
) => void;

/** Creates what tells it on the bus. */
export function createTellCall(events: Emitter): TellCall {
  return (turn, call) => events.emit({ type: 'model-called', ...call, ...turn });
}

/** Makes a call that ends with one value, and tells of it where it is made for a turn. */
export async function timeCall<Result>(
  call: () => Promise<Result>,
  about: Pick<TracedCall, 'purpose' | 'model'> & { readonly turn: TurnName | undefined },
  { clock, tellCall }: { readonly clock: Clock; readonly tellCall?: TellCall },
): Promise<Result> {
  const { turn, purpose, model } = about;
  if (!turn || !tellCall) return call();
  const startedAt = clock.now();
  const tell = (how: Pick<TracedCall, 'end' | 'failure'>) =>
    tellCall(turn, { purpose, model, number: 1, tookMs: clock.now() - startedAt, ...how });
  try {
    const result = await call();
    tell({ end: 'stop' });
    return result;
  } catch (error) {
    tell(endOf(error));
    throw error;
  }
}

/** Says how a call ended that threw. */
export function endOf(error: unknown): Pick<TracedCall, 'end' | 'failure'> {
  if (!(error instanceof AnswererError)) return { end: 'failed', failure: 'broken' };
  if (error.code === 'aborted') return { end: 'stopped' };
  // The class is finer than the code, where there is one.
  return { end: 'failed', failure: error.failure ?? error.code };
}
