import { describe, expect, it } from 'vitest';
import type { RefusalMeaning, SendOutcome } from '../../src/delivery/customer-service.ts';
import { sendMessage } from '../../src/delivery/send-message.ts';
import { createStepClock } from '../support/step-clock.ts';
import { refused, unreachable } from './send-outcomes.ts';

const ok: SendOutcome = { is: 'sent' };
const busy = refused('try later');
const away = unreachable({ mayHaveArrived: false });

/** Sends to a WeChat that gives these answers in order, while a step clock passes the pauses. */
async function send(answers: readonly SendOutcome[], random = 0.5) {
  const clock = createStepClock();
  const sentAt: number[] = [];
  const left = [...answers];
  const attempt = () => {
    sentAt.push(clock.now());
    const answer = left.shift();
    if (answer === undefined) throw new Error('Sent more often than expected');
    return Promise.resolve(answer);
  };
  const sending = sendMessage(attempt, { clock, random: () => random });
  await clock.advance(60_000);
  const pausesMs = sentAt.slice(1).map((instant, n) => instant - (sentAt[n] ?? 0));
  return { outcome: await sending, pausesMs, unused: left.length };
}

describe('a message that WeChat refuses', () => {
  it.each<RefusalMeaning>([
    'shorten',
    'wait for the follower',
    'drop',
    'not permitted',
    'operator',
  ])('is not sent again when that means "%s"', async (means) => {
    const refusal = refused(means);
    expect(await send([refusal])).toEqual({ outcome: refusal, pausesMs: [], unused: 0 });
  });
});

describe('a busy or silent WeChat', () => {
  it.each([
    ['busy', busy],
    ['not reached', away],
  ])('gets the message again with growing pauses: %s', async (_what, answer) => {
    const { outcome, pausesMs } = await send([answer, answer, ok]);
    expect(outcome).toEqual({ is: 'sent' });
    expect(pausesMs).toEqual([500, 1000]);
  });

  it('gets the message four times and no more', async () => {
    const { outcome, pausesMs } = await send([away, away, away, away]);
    expect(outcome.is).toBe('unreachable');
    expect(pausesMs).toEqual([500, 1000, 2000]);
  });

  it('does not get a message again that may have arrived', async () => {
    const uncertain = unreachable({ mayHaveArrived: true });
    expect(await send([uncertain])).toMatchObject({ outcome: uncertain, pausesMs: [] });
  });

  it('that stays busy is distinguished from one that was not reached', async () => {
    const { outcome } = await send([busy, busy, busy, busy]);
    expect(outcome).toMatchObject({ is: 'refused', means: 'try later' });
  });

  it.each([
    [0, [250, 500, 1000]],
    [0.999999, [750, 1500, 3000]],
  ])('gets pauses that differ from sender to sender: random %d', async (random, pausesMs) => {
    const result = await send([away, away, away, away], random);
    expect(result.pausesMs.map((ms) => Math.round(ms))).toEqual(pausesMs);
  });

  it('gets nothing more after it refused for good', async () => {
    const { outcome, unused } = await send([busy, refused('not permitted'), ok]);
    expect(outcome).toMatchObject({ is: 'refused', means: 'not permitted' });
    expect(unused).toBe(1);
  });
});

it('an error of ours is not swallowed', async () => {
  const sending = sendMessage(() => Promise.reject(new TypeError('a bug')), {
    clock: createStepClock(),
    random: () => 0.5,
  });
  await expect(sending).rejects.toThrow(TypeError);
});
