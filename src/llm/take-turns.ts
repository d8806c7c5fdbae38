/** Resolves when it is the caller's turn. */
export type NextTurn = () => Promise<void>;

/** In one turn of the event loop so many streams are read; about 2 ms of work. */
const MOST_PER_TURN = 16;

/**
 * Lets many streams be read by turns, some in each turn of the event loop. Node takes one new connection per turn, so
 * with thousands of streams that are all read at once WeChat's pushes would wait for seconds at the door. Read by
 * turns, a stream that has to wait brings several pieces at its next one, which costs less as well.
 */
export function createTurns(most = MOST_PER_TURN): NextTurn {
  let waiting: (() => void)[] = [];
  let isScheduled = false;

  const schedule = () => {
    isScheduled = true;
    setImmediate(() => {
      const now = waiting.slice(0, most);
      waiting = waiting.slice(most);
      isScheduled = false;
      if (waiting.length > 0) schedule();
      for (const go of now) go();
    });
  };
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      if (!isScheduled) schedule();
    });
}
