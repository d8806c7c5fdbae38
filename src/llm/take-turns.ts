/** Resolves when it is the caller's turn. */
export type NextTurn = () => Promise<void>;

/** So many streams are read in one turn of the event loop; about 1.5 ms of work. */
const MOST_PER_TURN = 32;
/** Then the others wait for so long: reading streams takes a quarter of a core, however many there are. */
const PAUSE_MS = 6;

/**
 * Lets many streams be read by turns. Node takes one new connection per turn of the event loop, so with thousands of
 * streams that are all read at once WeChat's pushes would wait for seconds at the door. Read by turns, a stream that has
 * to wait brings several pieces at its next one, which costs less as well.
 */
export function createTurns(most = MOST_PER_TURN, pauseMs = PAUSE_MS): NextTurn {
  let waiting: (() => void)[] = [];
  let isScheduled = false;

  const go = () => {
    const now = waiting.slice(0, most);
    waiting = waiting.slice(most);
    isScheduled = waiting.length > 0;
    if (isScheduled) setTimeout(go, pauseMs);
    for (const resolve of now) resolve();
  };
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      if (isScheduled) return;
      isScheduled = true;
      setImmediate(go);
    });
}
