/** Resolves when it is the caller's turn. */
export type NextTurn = () => Promise<void>;

/** How many streams are read before others have their time. */
interface TurnLimits {
  /** So many in one turn of the event loop; about 1.5 ms of work. */
  readonly perTurn: number;
  /** So many turns follow each other without a pause, as long as some wait. */
  readonly atOnce: number;
  /** Then each has to wait for so long: more than `perTurn` × `atOnce` streams take a quarter of a core, however many. */
  readonly pauseMs: number;
}

const usualLimits: TurnLimits = { perTurn: 32, atOnce: 4, pauseMs: 6 };

/**
 * Lets many streams be read by turns. Node takes one new connection per turn of the event loop, so with thousands of
 * streams that are all read at once WeChat's pushes would wait for seconds at the door. Read by turns, a stream that has
 * to wait brings several pieces at its next one, which costs less as well.
 */
export function createStreamScheduler({ perTurn, atOnce, pauseMs } = usualLimits): NextTurn {
  let waiting: (() => void)[] = [];
  let isScheduled = false;
  let turns = 0;

  const go = () => {
    const now = waiting.slice(0, perTurn);
    waiting = waiting.slice(perTurn);
    isScheduled = waiting.length > 0;
    turns = isScheduled ? turns + 1 : 0;
    if (isScheduled && turns < atOnce) setImmediate(go);
    else if (isScheduled) setTimeout(go, pauseMs);
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
