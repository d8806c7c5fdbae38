import { describe, expect, it } from 'vitest';
import { sendMessage, type RefusalMeaning } from '../../src/delivery/send-message.ts';
import { WechatApiError, WechatUnreachableError } from '../../src/wechat/errors.ts';
import { createStepClock } from '../support/step-clock.ts';

const refused = (errcode: number) =>
  new WechatApiError('cgi-bin/message/custom/send', { errcode, errmsg: 'said no' });
const unreachable = () => new WechatUnreachableError('No answer', { mayHaveArrived: false });

/** Sends against a WeChat that answers these, one after the other, while time passes as it must. */
async function send(answers: readonly ('ok' | Error)[], random = 0.5) {
  const clock = createStepClock();
  const sentAt: number[] = [];
  const left = [...answers];
  const attempt = () => {
    sentAt.push(clock.now());
    const answer = left.shift();
    if (answer === undefined) throw new Error('Sent more often than expected');
    return answer === 'ok' ? Promise.resolve() : Promise.reject(answer);
  };
  const sending = sendMessage(attempt, { clock, random: () => random });
  await clock.advance(60_000);
  const pausesMs = sentAt.slice(1).map((instant, n) => instant - (sentAt[n] ?? 0));
  return { outcome: await sending, pausesMs, unused: left.length };
}

describe('a message that WeChat refuses', () => {
  it.each<[number, string, RefusalMeaning]>([
    [45002, 'too long', 'shorten'],
    [45047, 'no quota', 'wait for the follower'],
    [45015, 'window over', 'wait for the follower'],
    [43004, 'not a follower', 'drop'],
    [50005, 'not a follower', 'drop'],
    [48002, 'switched messages off', 'drop'],
    [43019, 'in the blacklist', 'drop'],
    [40003, 'bad OpenID', 'drop'],
    [70000, 'protection of minors', 'drop'],
    [40033, 'anything else', 'drop'],
    [48001, 'no permission', 'not permitted'],
    [48008, 'no permission for this type', 'not permitted'],
    [40164, 'IP not listed', 'operator'],
    [45009, 'daily limit', 'operator'],
    [48004, 'blocked for abuse', 'operator'],
    [50004, 'forbidden', 'operator'],
    [50007, 'frozen', 'operator'],
    [40001, 'token wrong, though renewed', 'operator'],
    [42001, 'token expired, though renewed', 'operator'],
  ])('with %d (%s) means: see the table', async (errcode, _what, means) => {
    const { outcome, pausesMs } = await send([refused(errcode)]);
    expect(outcome).toMatchObject({ is: 'refused', means, error: { errcode } });
    expect(pausesMs).toEqual([]);
  });
});

describe('a busy or silent WeChat', () => {
  it.each([
    ['busy', refused(-1)],
    ['asked too often in a minute', refused(45011)],
    ['not reached', unreachable()],
  ])('is tried again with growing pauses: %s', async (_what, error) => {
    const { outcome, pausesMs } = await send([error, error, 'ok']);
    expect(outcome).toEqual({ is: 'sent' });
    expect(pausesMs).toEqual([500, 1000]);
  });

  it('is tried four times and no more', async () => {
    const { outcome, pausesMs } = await send(Array.from({ length: 4 }, unreachable));
    expect(outcome.is).toBe('unreachable');
    expect(pausesMs).toEqual([500, 1000, 2000]);
  });

  it('that stays busy is told from one that was not reached', async () => {
    const { outcome } = await send(Array.from({ length: 4 }, () => refused(-1)));
    expect(outcome).toMatchObject({ is: 'refused', error: { errcode: -1 } });
  });

  it.each([
    [0, [250, 500, 1000]],
    [0.999999, [750, 1500, 3000]],
  ])('gets pauses that differ from sender to sender: random %d', async (random, pausesMs) => {
    const result = await send(Array.from({ length: 4 }, unreachable), random);
    expect(result.pausesMs.map((ms) => Math.round(ms))).toEqual(pausesMs);
  });

  it('is not asked again after it refused for good', async () => {
    const { outcome, unused } = await send([refused(-1), refused(48001), 'ok']);
    expect(outcome).toMatchObject({ is: 'refused', means: 'not permitted' });
    expect(unused).toBe(1);
  });
});

it('lets an error of ours through', async () => {
  const sending = sendMessage(() => Promise.reject(new TypeError('a bug')), {
    clock: createStepClock(),
    random: () => 0.5,
  });
  await expect(sending).rejects.toThrow(TypeError);
});
