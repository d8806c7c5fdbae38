import type { Level, Logger } from 'pino';
import type { Sentence } from '../runtime/sentence.ts';
import type { Clock } from '../runtime/clock.ts';

/** Writes at most one line for each reason, account and minute, so that strangers cannot fill the log. */
export interface ThrottledLog {
  /** Writes a line. `reason` and `account` come from lists of ours; what strangers choose belongs into `fields`. */
  write(level: Level, line: ThrottledLine, fields?: Readonly<Record<string, unknown>>): void;
}

interface ThrottledLine {
  readonly code: string;
  readonly reason: string;
  /** The account that it is about. */
  readonly account?: string | undefined;
  readonly says: Sentence;
}

const MINUTE_MS = 60_000;

/** Creates the log. At the end of a minute it tells how many lines were left out. */
export function createThrottledLog(log: Logger, clock: Clock): ThrottledLog {
  const leftOut = new Map<string, number>();
  return {
    write(level, { code, reason, account, says: { en, zh } }, fields = {}) {
      const about = { code, reason, ...(account !== undefined && { account }) };
      const key = `${account ?? ''} ${reason}`;
      const more = leftOut.get(key);
      if (more !== undefined) {
        leftOut.set(key, more + 1);
        return;
      }
      log[level]({ ...about, ...fields, zh }, en);
      leftOut.set(key, 0);
      clock.after(MINUTE_MS, () => {
        const count = leftOut.get(key) ?? 0;
        leftOut.delete(key);
        if (count === 0) return;
        const more = { ...about, more: count, zh: `一分钟内还有 ${count} 次：${zh}` };
        log[level](more, `${count} more within a minute: ${en}`);
      });
    },
  };
}
