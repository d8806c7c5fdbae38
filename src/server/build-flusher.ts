import type { Runtime } from '../runtime/runtime.ts';
import { createFlusher, type Flusher } from '../turns/flusher.ts';
import type { TurnStore } from '../turns/ports.ts';

/** Builds the flusher of a process, which writes the growing answers of all its accounts together. */
export function buildFlusher(
  turns: Pick<TurnStore, 'append'>,
  { clock, log }: Pick<Runtime, 'clock' | 'log'>,
): Flusher {
  return createFlusher({
    turns,
    clock,
    onFailure: (error) =>
      log.error(
        { code: 'store_failed', err: error, zh: '写好的内容没能存下，会再试' },
        'Could not store what was written; it waits',
      ),
  });
}
