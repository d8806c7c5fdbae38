import { noPace } from '../support/no-pace.ts';
import { expect, it } from 'vitest';
import { answerAttempt, type AnswerAttemptDeps } from '../../src/delivery/answer-attempt.ts';
import { createAttemptConnection } from '../../src/delivery/attempt-connection.ts';
import type { AttemptRecord } from '../../src/messages/attempt-record.ts';
import { replyWith } from '../../src/messages/reply.ts';
import { createStepClock } from '../support/step-clock.ts';
import { unheard } from '../support/recorded-events.ts';
import { settings, state, texts, turn } from './delivery-state.ts';

const follower = { account: 'default', openId: 'oFollower' };

/** An attempt at a message whose answer is there; the calls of the store are noted. */
function startAttempt(
  record: AttemptRecord,
  written: ('written' | 'stale')[] = [],
  { isRetry = false } = {},
) {
  const clock = createStepClock();
  const calls: string[] = [];
  const notForThis = () => {
    throw new Error('An attempt does not need this');
  };
  const deps: AnswerAttemptDeps = {
    ...{ settings, texts, clock, events: unheard, flush: () => Promise.resolve() },
    placeOf: () => undefined,
    pace: noPace,
    changes: { follow: () => () => {} },
    capability: {
      ...{ customerService: () => Promise.resolve('no'), showTyping: notForThis },
      ...{ learn: notForThis, note: notForThis },
    } as unknown as AnswerAttemptDeps['capability'],
    deliveries: {
      messageState() {
        // What is written down is seen at the next look.
        const isAnswered = isRetry || calls.includes('commit');
        calls.push('state');
        return Promise.resolve({
          ...state([turn({ answer: '好的。', askedBy: 'm1' })]),
          attempts: isAnswered ? { ...record, reply: replyWith('给过了。') } : record,
          repliedTurns: [],
        });
      },
      commit() {
        calls.push('commit');
        return Promise.resolve(written.shift() ?? 'written');
      },
    } as unknown as AnswerAttemptDeps['deliveries'],
  };
  const end = answerAttempt(
    {
      ...{ follower, key: 'm1', turnId: 't1', number: record.newest, wasOwed: true },
      ...{ arrivedAt: clock.now(), answerBy: clock.now() + 4500 },
      connection: createAttemptConnection(),
    },
    deps,
    isRetry ? undefined : record,
  );
  return { end, calls, clock };
}

it.each([
  ['the first attempt', { newest: 1, arrived: 1, heldToItsEnd: 0 }],
  ['a repeat', { newest: 2, arrived: 2, heldToItsEnd: 1 }],
])('%s is answered after one look and one write', async (_what, record) => {
  const { end, calls } = startAttempt(record);
  expect(await end).toEqual({ reply: replyWith('好的。\n\n（AI生成）'), leaves: 'all given' });
  expect(calls).toEqual(['state', 'commit']);
});

it('what was answered meanwhile is seen at the next look, and given again', async () => {
  const { end, calls, clock } = startAttempt({ newest: 1, arrived: 1, heldToItsEnd: 0 }, ['stale']);
  await clock.advance(10);
  expect(await end).toEqual({ reply: replyWith('给过了。'), leaves: 'more' });
  expect(calls).toEqual(['state', 'commit', 'state']);
});

it('what an earlier try wrote down, although it failed, is given', async () => {
  const { end, calls } = startAttempt({ newest: 1, arrived: 1, heldToItsEnd: 0 }, [], {
    isRetry: true,
  });
  expect(await end).toEqual({ reply: replyWith('给过了。'), leaves: 'more' });
  expect(calls).toEqual(['state']);
});
