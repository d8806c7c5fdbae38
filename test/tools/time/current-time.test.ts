import { expect, it } from 'vitest';
import type { ToolContext } from '../../../src/answering/tool.ts';
import { createCurrentTime } from '../../../src/tools/time/current-time.ts';

const context = (language: ToolContext['language']): ToolContext => ({
  ...{ turn: { account: 'default', openId: 'o', turnId: 't1' }, question: '', language },
  signal: new AbortController().signal,
});
const tell = (given: Readonly<Record<string, unknown>>, now = '2026-12-01T20:05:09Z') =>
  createCurrentTime({
    clock: { now: () => Date.parse(now) },
    timeZone: 'Asia/Shanghai',
  }).run(given, context('zh'));

it.each([
  ['of the account', {}, '2026-12-02 04:05:09, Wednesday, Asia/Shanghai (GMT+08:00)'],
  [
    'that the model names',
    { time_zone: 'America/New_York' },
    '2026-12-01 15:05:09, Tuesday, America/New_York (GMT-05:00)',
  ],
  ['of the account where the name is empty', { time_zone: ' ' }, /^2026-12-02 .*Asia\/Shanghai/],
  ['that does not exist, in words', { time_zone: 'Mars/Olympus' }, /没有这个时区/],
])('tells date, time and weekday in the zone %s', async (_, given, told) => {
  expect(await tell(given)).toMatch(told);
});

it('says midnight as 00, and not as 24', async () => {
  expect(await tell({}, '2026-12-01T16:00:00Z')).toMatch(/^2026-12-02 00:00:00/);
});
