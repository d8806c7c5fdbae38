import { noPace } from '../support/no-pace.ts';
import { describe, expect, it } from 'vitest';
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

describe('an answer that will probably end late', () => {
  /** The calls until the deadline, where the account's answers are far longer than what can be written by then. */
  async function callsUntilDeadline(
    customerService: 'yes' | 'no',
    origin: 'model' | 'documents' = 'model',
  ) {
    const clock = createStepClock();
    const calls: string[] = [];
    const growing = turn({ state: 'generating', answer: '一句。两句。', askedBy: 'm1', origin });
    const deps = {
      ...{ settings: { ...settings, style: 'adaptive' }, texts, clock, events: unheard },
      flush: () => Promise.resolve(),
      placeOf: () => 'begun',
      pace: {
        growthOf: () => ({ firstTextAt: clock.now() - 1000, length: 6 }),
        lengthsOf: () => Array.from({ length: 30 }, () => 5000),
      },
      changes: { follow: () => () => {} },
      capability: {
        customerService: () => Promise.resolve(customerService),
        showTyping: () => Promise.resolve(),
      },
      deliveries: {
        messageState() {
          calls.push('state');
          const attempts: AttemptRecord = { newest: 1, arrived: 1, heldToItsEnd: 0 };
          return Promise.resolve({ ...state([growing]), attempts, repliedTurns: [] });
        },
        commit() {
          calls.push('commit');
          return Promise.resolve('written');
        },
      },
    } as unknown as AnswerAttemptDeps;
    const connection = createAttemptConnection();
    const end = answerAttempt(
      {
        ...{ follower, key: 'm1', turnId: 't1', number: 1, wasOwed: false, connection },
        ...{ arrivedAt: clock.now(), answerBy: clock.now() + 4500 },
      },
      deps,
    );
    await clock.advance(4000);
    connection.close();
    await clock.advance(1000);
    await end;
    return calls;
  }

  it('begins before the deadline where customer-service messages bring the rest', async () => {
    expect(await callsUntilDeadline('yes')).toEqual(['state', 'commit']);
  });

  it.each([
    ['the account has no customer-service messages', 'no', 'model'],
    ['it is a quotation', 'yes', 'documents'],
  ] as const)(
    'costs no look at the store again and again where %s',
    async (_what, customerService, origin) => {
      // One to see that, one when WeChat closes.
      expect(await callsUntilDeadline(customerService, origin)).toEqual(['state', 'state']);
    },
  );
});
