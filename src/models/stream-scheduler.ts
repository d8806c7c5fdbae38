/** Resolves when it is the caller's turn. */
export type NextTurn = () => Promise<void>;

/** The numbers of streams that are read before other work has its time. */
interface TurnLimits {
  /** Streams in one turn of the event loop; about 1.5 ms of work. */
  readonly perTurn: number;
  /** Turns that follow each other without a pause, as long as streams wait. */
  readonly atOnce: number;
  /** The pause that comes then. It limits reading to a quarter of a core, however many streams there are. */
  readonly pauseMs: number;
}

const usualLimits: TurnLimits = { perTurn: 32, atOnce: 4, pauseMs: 6 };

/**
 * Lets many streams be read by turns. Node takes one new connection per turn of the event loop, so if thousands of
 * streams were read concurrently, WeChat's pushes would wait for seconds. A stream that has to wait brings several
 * pieces at its next turn, which also costs less.
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
