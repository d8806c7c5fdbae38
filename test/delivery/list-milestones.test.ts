import { describe, expect, it } from 'vitest';
import { listMilestones } from '../../src/delivery/list-milestones.ts';
import type { OwedTurn, Via } from '../../src/delivery/ports.ts';
import type { DomainEvent } from '../../src/events/domain-event.ts';
import { startAccount } from '../support/account-on-hand.ts';
import { finish, text } from '../answering/answerer-double.ts';
import { part, turn } from './delivery-state.ts';

const follower = { account: 'default', openId: 'oFollower' };

/** Lists the milestones of giving `from` to `to` of an answer, 5 s after its question. */
function give(of: OwedTurn, [from, to]: [number, number], via: Via = 'passive') {
  const slices = [{ turnId: of.id, from, to }];
  return listMilestones([of, turn({ id: 'other' })], {
    follower,
    slices,
    via,
    now: of.createdAt + 5000,
  });
}
const about = { ...follower, turnId: 't1', afterMs: 5000 };
const first = (via: Via): DomainEvent => ({ type: 'first-content', via, ...about });
const last = (way: Via | 'both'): DomainEvent => ({ type: 'answer-complete', way, ...about });
const answer = '一二三四五六七八九十';

describe('a part that is given', () => {
  it.each<[string, OwedTurn, [number, number], Via, DomainEvent[]]>([
    ['all', turn({ answer }), [0, 10], 'passive', [first('passive'), last('passive')]],
    ['the first', turn({ answer }), [0, 4], 'passive', [first('passive')]],
    [
      'the first, still growing',
      turn({ answer, state: 'generating' }),
      [0, 10],
      'passive',
      [first('passive')],
    ],
    ['one in the middle', turn({ answer, parts: [part(0, 4)] }), [4, 6], 'passive', []],
    [
      'the last, the same way',
      turn({ answer, parts: [part(0, 4)] }),
      [4, 10],
      'passive',
      [last('passive')],
    ],
    [
      'the last, another way',
      turn({ answer, parts: [part(0, 4)] }),
      [4, 10],
      'customer-service',
      [last('both')],
    ],
    ['an apology', turn({ answer, state: 'failed', noticeFrom: 0 }), [0, 10], 'passive', []],
  ])('is reported as what it is: %s', (_, of, range, via, expected) => {
    expect(give(of, range, via)).toEqual(expected);
  });

  it('does not count a part that was lost before', () => {
    const lost = { ...part(0, 4), state: 'lost' as const };
    const milestones = give(turn({ answer, parts: [lost] }), [0, 10], 'customer-service');
    expect(milestones).toEqual([first('customer-service'), last('customer-service')]);
  });
});

it('a slow answer is reported with the time that the follower waited', async () => {
  const bot = await startAccount({ customerService: 'yes' });
  const at = (ms: number) => ({
    get until() {
      return bot.clock.sleep(ms);
    },
  });
  bot.answerer.script(at(2000), text('第一句。第二'), at(10_000), text('句。'), finish);
  bot.says('慢问题');
  for (let second = 0; second < 20; second += 1) await bot.pass(1000);
  const waits = bot.told.filter((event) => 'afterMs' in event);
  expect(waits).toMatchObject([
    { type: 'first-content', via: 'passive' },
    { type: 'answer-complete', way: 'both' },
  ]);
  expect(waits[0]?.afterMs).toBeGreaterThanOrEqual(4500);
  expect(waits[0]?.afterMs).toBeLessThan(5000);
  expect(waits[1]?.afterMs).toBeGreaterThanOrEqual(12_000);
  expect(waits[1]?.afterMs).toBeLessThan(14_000);
});
