import type { Level, Logger } from 'pino';
import type { Sentence } from '../runtime/sentence.ts';
import type { Clock } from '../runtime/clock.ts';

/** Writes at most one line for each reason and minute, so that strangers cannot fill the log. */
export interface ThrottledLog {
  /** Writes a line. `reason` comes from a list of ours; what strangers choose belongs into `fields`. */
  write(
    level: Level,
    line: { readonly code: string; readonly reason: string; readonly says: Sentence },
    fields?: Readonly<Record<string, unknown>>,
  ): void;
}

const MINUTE_MS = 60_000;

/** Creates the log. At the end of a minute it tells how many lines were left out. */
export function createThrottledLog(log: Logger, clock: Clock): ThrottledLog {
  const leftOut = new Map<string, number>();
  return {
    write(level, { code, reason, says: { en, zh } }, fields = {}) {
      const more = leftOut.get(reason);
      if (more !== undefined) {
        leftOut.set(reason, more + 1);
        return;
      }
      log[level]({ code, reason, ...fields, zh }, en);
      leftOut.set(reason, 0);
      clock.after(MINUTE_MS, () => {
        const count = leftOut.get(reason) ?? 0;
        leftOut.delete(reason);
        if (count === 0) return;
        const more = { code, reason, more: count, zh: `一分钟内还有 ${count} 次：${zh}` };
        log[level](more, `${count} more within a minute: ${en}`);
      });
    },
  };
}
