import type { Clock } from '../runtime/clock.ts';
import type { TurnStore } from './ports.ts';
import type { Origin, OwnedTurn } from './turn.ts';

const FLUSH_EVERY_MS = 150;

/** Tells the side that adds text what became of its writes. */
interface WriteListener {
  /** The text is in the store. */
  onAppended(text: string): void;
  /** The turn belongs to another process by now. */
  onReplaced(): void;
}

/** Gathers what all growing answers of this process released, and writes it in one transaction. */
export interface Flusher {
  /** Adds released text of a turn, with the origin of the whole answer so far. */
  add(turn: OwnedTurn, text: string, origin: Origin, listener: WriteListener): void;
  /** Takes out what is not written yet, so that the caller writes it together with the end of the turn. */
  take(turn: OwnedTurn): Promise<string>;
  /** Writes now: before a decision that has to see all that was released. */
  flush(): Promise<void>;
}

interface Pending {
  readonly turn: OwnedTurn;
  origin: Origin;
  readonly listener: WriteListener;
  text: string;
}

export function createFlusher(deps: {
  readonly turns: Pick<TurnStore, 'append'>;
  readonly clock: Clock;
  /** Told when writes begin to fail; the text stays here and is tried again. */
  readonly onFailure: (error: unknown) => void;
}): Flusher {
  const pending = new Map<string, Pending>();
  let isScheduled = false;
  let isFailing = false;
  let writing: Promise<void> | undefined;

  const write = async () => {
    if (pending.size === 0) return;
    const batch = [...pending.values()];
    pending.clear();
    let results: Awaited<ReturnType<TurnStore['append']>>;
    try {
      results = await deps.turns.append(batch);
    } catch (error) {
      for (const unwritten of batch) putBack(unwritten);
      if (!isFailing) deps.onFailure(error);
      isFailing = true;
      return;
    }
    isFailing = false;
    results.forEach((result, index) => {
      const written = batch[index];
      if (result === 'replaced') written?.listener.onReplaced();
      else written?.listener.onAppended(written.text);
    });
  };
  const putBack = (unwritten: Pending) => {
    const key = keyOf(unwritten.turn);
    const newer = pending.get(key);
    const origin = newer?.origin ?? unwritten.origin;
    pending.set(key, { ...unwritten, origin, text: unwritten.text + (newer?.text ?? '') });
    schedule();
  };
  const schedule = () => {
    if (isScheduled) return;
    isScheduled = true;
    deps.clock.after(FLUSH_EVERY_MS, () => {
      isScheduled = false;
      void flush();
    });
  };
  // One write at a time: the order of a turn's pieces is the order of the writes.
  const flush = async (): Promise<void> => {
    while (writing) await writing;
    writing = write().finally(() => (writing = undefined));
    await writing;
  };

  return {
    add(turn, text, origin, listener) {
      const known = pending.get(keyOf(turn));
      if (known) {
        known.text += text;
        known.origin = origin;
      } else pending.set(keyOf(turn), { turn, text, origin, listener });
      schedule();
    },
    async take(turn) {
      while (writing) await writing;
      const text = pending.get(keyOf(turn))?.text ?? '';
      pending.delete(keyOf(turn));
      return text;
    },
    flush,
  };
}

/** A turn that comes back to this process is another: what is left of the earlier claim must not stand before it. */
function keyOf({ id, fence }: OwnedTurn): string {
  return `${id} ${fence}`;
}
