import { LOG_RING } from '../../console/log/log-routes.ts';
import type { LogLine } from '../../console/log/log-contract.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { LogTap } from '../../runtime/log-tap.ts';
import type { Rings } from '../../runtime/ring.ts';
import { createRingWriter } from '../../runtime/ring-writer.ts';

const KEEP = 2000;
const MOST_PER_SECOND = 100;

/** Keeps the newest lines of the log in a ring that every process shares, until the returned function is called. */
export function keepLog(
  tap: LogTap,
  {
    rings,
    clock,
    pid,
  }: { readonly rings: Pick<Rings, 'append'>; readonly clock: Clock; readonly pid: number },
): () => Promise<void> {
  const toGap = (leftOut: number): LogLine => ({
    ...{ level: 'info', time: clock.now(), process: pid, leftOut },
    ...{ msg: `${leftOut} lines were left out`, zh: `略去了 ${leftOut} 行` },
  });
  const writer = createRingWriter(
    { rings, clock },
    { keep: KEEP, perSecond: MOST_PER_SECOND, toGap },
  );
  const disconnect = tap.connect((line: LogLine) => writer.append(LOG_RING, line));
  return () => {
    disconnect();
    return writer.flush();
  };
}
