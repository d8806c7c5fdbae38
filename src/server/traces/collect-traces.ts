import type { EventBus } from '../../events/event-bus.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { TraceEntry } from '../../turns/trace.ts';
import { createReplyTurns } from './reply-turns.ts';
import { createSwitches } from './switches.ts';

/** Called with each step on the way of a turn, in the order in which the steps ended. */
export type AddEntry = (turnId: string, entry: TraceEntry) => void;

/** Makes entries of what is told on the bus, until the returned function is called. */
export function collectTraces(
  events: Pick<EventBus, 'on'>,
  add: AddEntry,
  clock: Clock,
): () => void {
  const replyTurns = createReplyTurns(clock);
  const switches = createSwitches();
  const waiting = new Map<string, number>();
  const writing = new Map<string, { readonly by: string; readonly at: number }>();
  const now = () => clock.now();
  const since = (tookMs: number) => ({ at: now() - tookMs, tookMs });

  const stops = [
    events.on('parts-given', (given) => {
      if (given.via === 'passive') replyTurns.note(given, given.key, given.slices);
    }),
    events.on('attempt-ended', ({ account, message, end }) => {
      if (!message || end === 'refused' || end === 'failed') return;
      const { openId, key, number, turnId, tookMs } = message;
      const entry: TraceEntry = { type: 'attempt', ...since(tookMs), number, key, end };
      const carried = replyTurns.of({ account, openId }, key);
      for (const id of new Set([...(turnId === undefined ? [] : [turnId]), ...carried]))
        add(id, entry);
    }),
    events.on('answer-queued', ({ turnId }) => void waiting.set(turnId, now())),
    events.on('answer-dequeued', ({ turnId }) => {
      const at = waiting.get(turnId);
      waiting.delete(turnId);
      if (at !== undefined) add(turnId, { type: 'queue', at, tookMs: now() - at });
    }),
    events.on('turn-taken-over', ({ turnId, length }) =>
      add(turnId, { type: 'taken-over', at: now(), length }),
    ),
    events.on('documents-searched', ({ turnId, tookMs, fit, isBelowFloor, sources }) =>
      add(turnId, { type: 'search', ...since(tookMs), fit, isBelowFloor, sources }),
    ),
    events.on('tool-called', ({ turnId, tookMs, tool, end, bytes }) =>
      add(turnId, { type: 'tool', ...since(tookMs), tool, end, bytes }),
    ),
    events.on('model-passed-by', ({ turnId, model }) =>
      add(turnId, { type: 'passed-by', at: now(), model }),
    ),
    events.on('model-called', (called) => {
      const { turnId, tookMs, purpose, model, number, end } = called;
      const { firstTokenAfterMs, tokens, failure } = called;
      add(turnId, {
        ...{ type: 'call', ...since(tookMs), purpose, model, number, end },
        ...(firstTokenAfterMs !== undefined && { firstTokenAfterMs }),
        ...(tokens && { tokens }),
        ...(failure !== undefined && { failure }),
        ...switches.note(turnId, called),
      });
    }),
    events.on('answerer-restarted', ({ turnId }) => add(turnId, { type: 'restart', at: now() })),
    events.on(
      'answerer-asked',
      ({ turnId, answerer }) => void writing.set(turnId, { by: answerer, at: now() }),
    ),
    events.on('answerer-ended', ({ turnId, how, failure }) => {
      const begun = writing.get(turnId);
      writing.delete(turnId);
      if (begun)
        add(turnId, {
          ...{ type: 'writing', ...since(now() - begun.at), by: begun.by },
          end: failure?.code ?? how,
        });
    }),
    events.on('answer-ended', ({ turnId }) => switches.forget(turnId)),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
