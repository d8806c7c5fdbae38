import { intendReply } from '../../../src/delivery/delivery-changes.ts';
import { replyWith } from '../../../src/messages/reply.ts';
import type { Store } from '../../../src/store/store.ts';
import { ACCOUNT, ARRIVAL_SETTINGS } from '../stores/driver.ts';

/** What a new turn asks of the store, in order. */
export const STEPS = ['accept', 'history', 'append', 'finish', 'state', 'commit'] as const;

type Step = (typeof STEPS)[number];

/** How long each step took, in milliseconds. */
export type Times = Readonly<Record<Step, number>>;

/** As many earlier turns as the server reads for a prompt. */
const MOST_PAST_TURNS = 50;
const ANSWER = '七天之内都可以退货，请先联系客服。我们收到货以后三天之内退款。';
const GRANT = { messages: 5, lifetimeMs: 48 * 3_600_000 };

/** One question of a follower, answered at once and given as the reply. */
export async function takeTurn(store: Store, openId: string, number: number): Promise<Times> {
  const follower = { account: ACCOUNT, openId };
  const key = String(80_000_000_000_000_000n + BigInt(number));
  const times: Partial<Record<Step, number>> = {};
  const timed = async <Result>(step: Step, operation: () => Promise<Result>): Promise<Result> => {
    const startedAt = performance.now();
    const result = await operation();
    times[step] = performance.now() - startedAt;
    return result;
  };

  const arrival = {
    follower,
    key,
    timestamp: Math.floor(Date.now() / 1000),
    nonce: key,
    signature: `signature of ${key}`,
    attemptByTime: 1,
  };
  const question = `第${number}个问题：退货要怎么办？`;
  const accepted = await timed('accept', () =>
    store.inbox.accept(
      arrival,
      () => ({ is: 'question', question, grant: GRANT }),
      ARRIVAL_SETTINGS,
    ),
  );
  if (accepted.is !== 'new' || !accepted.claimed) throw new Error('The turn was not claimed.');
  const turn = accepted.claimed;
  await timed('history', () => store.turns.history(turn, MOST_PAST_TURNS));
  await timed('append', () => store.turns.append([{ turn, text: ANSWER, origin: 'model' }]));
  await timed('finish', () => store.turns.finish(turn, { state: 'complete', rest: '' }, 'model'));
  const state = await timed('state', () => store.deliveries.state(follower));
  const slices = state.turns.map(({ id, answer }) => ({ turnId: id, from: 0, to: answer.length }));
  const changes = intendReply(state, { key, reply: replyWith(ANSWER), slices });
  const written = await timed('commit', () =>
    store.deliveries.commit(follower, changes, state.version),
  );
  if (written !== 'written' || slices.length !== 1) throw new Error('The answer was not given.');
  return times as Times;
}
