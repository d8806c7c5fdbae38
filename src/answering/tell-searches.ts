import type { Emitter } from '../events/event-bus.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Retriever } from './retriever.ts';

/** Tells of each search for a turn what it found: titles, headings and scores, never a text. */
export function tellSearches(
  retriever: Retriever,
  { clock, events }: { readonly clock: Clock; readonly events: Emitter },
): Retriever {
  return {
    ...retriever,
    async search(question, request) {
      const startedAt = clock.now();
      const findings = await retriever.search(question, request);
      const { fit, isBelowFloor, found } = findings;
      if (request.turn)
        events.emit({
          ...{ type: 'documents-searched', tookMs: clock.now() - startedAt, fit, isBelowFloor },
          sources: found.map(({ title, heading, score }) => ({ title, heading, score })),
          ...request.turn,
        });
      return findings;
    },
  };
}
