import type { TraceStore } from '../../turns/trace.ts';
import type { Session } from './session.ts';

/** Keeps a trace as one growing text, which expires by itself. */
export function createTraceStore(
  { scripts, operation }: Pick<Session, 'scripts' | 'operation'>,
  { tracesKeptMs }: { readonly tracesKeptMs: number },
): TraceStore {
  const append = scripts.define('append-traces', ['kept']);
  const read = scripts.define('read-trace', ['id']);
  return {
    append: operation('traces.append', async (additions) => {
      const written = additions.filter(({ entries }) => entries.length > 0);
      if (written.length === 0 || tracesKeptMs === 0) return;
      await append(
        { kept: tracesKeptMs },
        written.flatMap(({ turnId, entries }) => [
          turnId,
          entries.map((entry) => JSON.stringify(entry)).join(','),
        ]),
      );
    }),
    read: operation(
      'traces.read',
      async (turnId) => JSON.parse(`[${(await read({ id: turnId })) as string}]`) as [],
    ),
  };
}
