import type { Logger } from 'pino';
import type { Clock } from '../../runtime/clock.ts';
import type { TurnStore } from '../../turns/ports.ts';
import type { TraceEntry, TraceStore } from '../../turns/trace.ts';

/** Writes entries of traces together with what is written anyway. */
export interface TraceWriter {
  add(turnId: string, entry: TraceEntry): void;
  /** The same store of turns; what it writes of growing and ended answers takes the entries along. */
  along(turns: TurnStore): TurnStore;
  /** Writes what is left. */
  close(): Promise<void>;
}

interface TraceWriterDeps {
  readonly traces: Pick<TraceStore, 'append'>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** What comes after the end of an answer, such as the end of its attempt, waits so long for other writes. */
const WRITTEN_WITHIN_MS = 1_000;

/**
 * Gathers entries until the flusher or the end of an answer is written: writes that are asked for at once share a
 * transaction. What comes later is written once a second for all turns. Entries that cannot be written are lost.
 */
export function createTraceWriter({ traces, clock, log }: TraceWriterDeps): TraceWriter {
  let pending = new Map<string, TraceEntry[]>();
  let cancel: (() => void) | undefined;

  const write = async () => {
    cancel?.();
    cancel = undefined;
    if (pending.size === 0) return;
    const additions = [...pending].map(([turnId, entries]) => ({ turnId, entries }));
    pending = new Map();
    try {
      await traces.append(additions);
    } catch (error) {
      log.debug({ err: error, turns: additions.length }, 'Steps of answers could not be stored');
    }
  };

  return {
    add(turnId, entry) {
      const entries = pending.get(turnId);
      if (entries) entries.push(entry);
      else pending.set(turnId, [entry]);
      cancel ??= clock.after(WRITTEN_WITHIN_MS, () => void write());
    },
    along: (turns) => ({
      ...turns,
      append(texts) {
        void write();
        return turns.append(texts);
      },
      finish(turn, ending, origin) {
        void write();
        return turns.finish(turn, ending, origin);
      },
    }),
    close: write,
  };
}
