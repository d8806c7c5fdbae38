import type { NextTurn } from './stream-scheduler.ts';

/** What can hold up the socket that a body comes from. */
interface Flow {
  pause(): void;
  resume(): void;
}

/** A body between the socket, which adds to it, and its reader, which waits for its turn. */
export interface Body {
  add(piece: Buffer, flow: Flow): void;
  end(): void;
  fail(error: Error): void;
  /** Returns everything since the last look in one piece, as soon as there is something. */
  pieces(): AsyncGenerator<Buffer, void>;
}

/** The bytes that may wait before the sender has to. A model writes less between two looks. */
const MOST_BYTES_WAITING = 256 * 1024;

export function createBody(nextTurn: NextTurn): Body {
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let pausedFlow: Flow | undefined;
  let end: 'ended' | Error | undefined;
  let wake = () => {};

  const take = () => {
    const [first] = waiting;
    const taken = waiting.length === 1 && first ? first : Buffer.concat(waiting);
    waiting = [];
    waitingBytes = 0;
    pausedFlow?.resume();
    pausedFlow = undefined;
    return taken;
  };

  return {
    add(piece, flow) {
      waiting.push(piece);
      waitingBytes += piece.length;
      if (waitingBytes > MOST_BYTES_WAITING && !pausedFlow) {
        pausedFlow = flow;
        flow.pause();
      }
      wake();
    },
    end() {
      end ??= 'ended';
      wake();
    },
    fail(error) {
      end ??= error;
      wake();
    },
    async *pieces() {
      for (;;) {
        if (waiting.length === 0 && end === undefined)
          await new Promise<void>((resolve) => (wake = resolve));
        await nextTurn();
        if (waiting.length > 0) yield take();
        else if (end === 'ended') return;
        else if (end !== undefined) throw end;
      }
    },
  };
}
