import type { Logger } from 'pino';
import type { Clock } from '../runtime/clock.ts';
import { createExpiringSet } from '../runtime/expiring-set.ts';

const AGAIN_MS = 60 * 60 * 1000;
/** A document can name as many hosts as it likes. */
const MOST_HOSTS = 50;
const LONGEST_HOST = 100;

/** Returns what logs the host of a link that was left out of an answer, once an hour for each. */
export function createLeftOutLog(deps: {
  readonly clock: Clock;
  readonly log: Logger;
}): (host: string) => void {
  const { clock, log } = deps;
  const told = createExpiringSet(AGAIN_MS, clock);
  let count = 0;
  let countedSince = clock.now();
  return (written) => {
    const host = written.replace(/[^a-z0-9.-]/gi, '').slice(0, LONGEST_HOST);
    if (host === '' || told.has(host)) return;
    if (clock.now() - countedSince > AGAIN_MS) {
      count = 0;
      countedSince = clock.now();
    }
    count += 1;
    if (count > MOST_HOSTS) return;
    told.add(host);
    log.info(
      {
        code: 'link_left_out',
        host,
        zh: `回答里去掉了一个链接。如果这个网站可信，把 ${host} 加到 LINK_HOSTS`,
      },
      `A link was left out of an answer. If its site can be trusted, add ${host} to LINK_HOSTS`,
    );
  };
}
