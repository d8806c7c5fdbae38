import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createLogTap } from '../../../src/runtime/log-tap.ts';
import type { Rings } from '../../../src/runtime/ring.ts';
import { keepLog } from '../../../src/server/console/keep-log.ts';
import { openConsoleOf, signInAs } from '../../support/console-client.ts';
import { openBeside } from '../../support/open-beside.ts';
import { startBot } from '../../support/start-bot.ts';
import { createStepClock } from '../../support/step-clock.ts';

/** A bot, and its owner at the console. */
async function start() {
  const bot = await startBot();
  const owner = await openConsoleOf(bot);
  return { bot, owner };
}

it('shows lines of all processes by level, account and words of either language, after a number', async () => {
  const { bot, owner } = await start();
  const line = (msg: string, more: object = {}) => ({
    ...{ level: 'info', time: 1, process: 7, msg },
    ...more,
  });
  const store = await openBeside(bot.dataDir);
  await store.rings.append(
    'log',
    [
      line('Push handled', { account: 'shop', zh: '收到一条推送' }),
      line('Token renewed', { account: 'news' }),
      line('Disk full', { level: 'error', code: 'disk_full' }),
    ],
    2000,
  );
  const messages = async (query: string) => {
    const { entries } = (await owner.get(`/log${query}`)).body as {
      entries: { n: number; value: { msg: string } }[];
    };
    return entries.map(({ value }) => value.msg);
  };
  expect(await messages('')).toEqual(['Push handled', 'Token renewed', 'Disk full']);
  expect(await messages('?level=warn')).toEqual(['Disk full']);
  expect(await messages('?account=shop')).toEqual(['Push handled', 'Disk full']);
  expect(await messages('?q=%E6%8E%A8%E9%80%81')).toEqual(['Push handled']);
  expect(await messages('?q=DISK_full')).toEqual(['Disk full']);
  const { entries } = (await owner.get('/log')).body as { entries: { n: number }[] };
  expect(await messages(`?after=${entries[1]?.n}`)).toEqual(['Disk full']);
  const viewer = await signInAs(owner, 'viewer');
  expect((await viewer.get('/log')).status).toBe(200);
  const agent = await signInAs(owner, 'agent');
  expect((await agent.get('/log')).status).toBe(403);
});

it('keeps at most 100 lines a second of a process and counts the others; a store that is away ends in no loop', async () => {
  const clock = createStepClock();
  const kept: unknown[] = [];
  let isAway = true;
  const rings: Pick<Rings, 'append'> = {
    append(_ring, entries) {
      if (isAway) return Promise.reject(new Error('away'));
      kept.push(...entries);
      return Promise.resolve();
    },
  };
  const tap = createLogTap(clock.now, 1);
  const stop = keepLog(tap, { rings, clock, pid: 1 });
  const log = pino({ level: 'silent' });
  tap.see(['lost'], 30, log);
  await clock.advance(1000);
  isAway = false;
  for (let n = 0; n < 150; n += 1) tap.see([`line ${n}`], 30, log);
  await clock.advance(1000);
  await stop();
  expect(kept).toHaveLength(101);
  expect(kept.at(-1)).toMatchObject({ leftOut: 51, zh: '略去了 51 行' });
});
