import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Accepted, FollowerFacts, Plan } from '../../src/inbox/ports.ts';
import type { ClaimedTurn, FollowerId } from '../../src/turns/turn.ts';
import { createArrivalModel } from './arrival-model.ts';
import {
  afterQuestion,
  afterTap,
  arrival,
  asks,
  continues,
  DAY_MS,
  defaultSettings,
  follower,
  HOUR_MS,
  MINUTE_MS,
  otherFollower,
  replies,
  saysNothing,
  type CreateWorld,
  type StoreProcess,
  wants,
} from './store-world.ts';

type Step =
  | {
      readonly does: 'arrive';
      readonly who: FollowerId;
      readonly key: string;
      /** Whose signature it has: its own, or that of another message. */
      readonly signedAs: string;
      readonly attemptByTime: number;
      readonly plan: Plan;
    }
  | { readonly does: 'finish'; readonly who: FollowerId; readonly state: 'complete' | 'failed' }
  | { readonly does: 'wait'; readonly ms: number };

const SETTINGS = {
  ...defaultSettings,
  conversationLifetimeMs: HOUR_MS,
  pushMemoryMs: 4 * DAY_MS,
  quotaDay: (now: number) => new Date(now).toISOString().slice(0, 10),
};
const STEPS = 25;
const RUNS = 15;

const anyFollower = fc.constantFrom(follower, otherFollower);
const anyKey = fc.constantFrom('1', '2', '3', '4', '5', '6', '7', '8');
const anyPlan = fc.constantFrom(
  asks('你好')(),
  asks('请问', { joins: true })(),
  asks('再来', { drop: true })(),
  asks('重新', { newConversation: true, grant: afterTap })(),
  asks('再答', { isAgain: true, drop: true, leavesOutLast: true })(),
  replies('撤回', { drop: true, leavesOutLast: true })(),
  wants('memory')(),
  wants('remember', '我叫小明')(),
  continues(),
  replies('帮助', { grant: afterQuestion })(),
  saysNothing()(),
  saysNothing({ drop: true })(),
  replies('好的', { newConversation: true, drop: true })(),
  replies('已删除', { drop: true, forget: true })(),
);
const arrives = fc.record({
  does: fc.constant('arrive' as const),
  who: anyFollower,
  key: anyKey,
  signedAs: fc.option(anyKey, { freq: 9, nil: '' }),
  attemptByTime: fc.integer({ min: 1, max: 3 }),
  plan: anyPlan,
});
const finishes = fc.record({
  does: fc.constant('finish' as const),
  who: anyFollower,
  state: fc.constantFrom('complete' as const, 'failed' as const),
});
const waits = fc.record({
  does: fc.constant('wait' as const),
  ms: fc.oneof(fc.nat(5000), fc.nat(2 * MINUTE_MS), fc.nat(100 * MINUTE_MS)),
});
const anySteps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof({ weight: 6, arbitrary: arrives }, { weight: 2, arbitrary: finishes }, waits),
  { maxLength: STEPS },
);

/** Ends the oldest turn that may be written, or a task after it, as the model does; returns its id. */
async function finishOldest(
  store: StoreProcess,
  owned: ClaimedTurn[],
  who: FollowerId,
  state: 'complete' | 'failed',
): Promise<string | undefined> {
  const claimed = await store.turns.claimNext(who);
  if (claimed) owned.push(claimed);
  owned.sort((one, other) => one.sequence - other.sequence);
  for (const turn of owned.filter((one) => one.follower.openId === who.openId)) {
    owned.splice(owned.indexOf(turn), 1);
    // Those that were dropped are replaced.
    if ((await store.turns.finish(turn, { state, rest: '好。' }, 'model')) !== 'replaced')
      return turn.id;
  }
  return undefined;
}

/** Names turns by the order in which they appear, because each store has ids of its own. */
function createTurnNames() {
  const names = new Map<string, string>();
  const nameOf = (id: string) => {
    const name = names.get(id) ?? `turn ${names.size + 1}`;
    names.set(id, name);
    return name;
  };
  return {
    nameOf,
    /** What was recorded, without what only a store with processes tells. */
    of(accepted: Accepted) {
      if (accepted.is === 'replayed') return accepted;
      const { turnId } = accepted;
      const turn = turnId === undefined ? undefined : nameOf(turnId);
      return { ...accepted, turnId: turn, claimed: undefined };
    },
  };
}

/** Every Inbox reads and writes all of what a decision depends on and changes. */
export function describeArrivals(createWorld: CreateWorld): void {
  it.each([0, 3000])(
    'any order of arrivals, ends and pauses is recorded as in memory, with a burst of %d ms',
    async (burstWindowMs) => {
      const settings = { ...SETTINGS, burstWindowMs };
      await fc.assert(
        fc.asyncProperty(anySteps, async (steps) => {
          const { clock, open } = createWorld(settings);
          const store = await open();
          const model = createArrivalModel();
          const [stored, modelled] = [createTurnNames(), createTurnNames()];
          const owned: ClaimedTurn[] = [];
          const forgotten = new Set<string>();
          const seen = new Set<string>();
          const arrive = async (step: Extract<Step, { does: 'arrive' }>) => {
            const { who, key, attemptByTime, plan } = step;
            const name = `${key} ${who.openId}`;
            // What is left of a message that deleted everything is gone a little later, when each store likes.
            if (forgotten.has(name)) return;
            seen.add(name);
            if (plan.forget)
              for (const one of seen) if (one.endsWith(` ${who.openId}`)) forgotten.add(one);
            const signature = `${step.signedAs || key} ${who.openId}`;
            const inbound = arrival(key, { follower: who, attemptByTime, signature, nonce: 'n' });
            const told: FollowerFacts[] = [];
            const choosePlan = (facts: FollowerFacts) => {
              told.push(facts);
              return plan;
            };
            const accepted = await store.inbox.accept(inbound, choosePlan, settings);
            const expected = model.accept(inbound, choosePlan, settings, clock.now());
            expect(stored.of(accepted)).toEqual(modelled.of(expected));
            expect(told[0]).toEqual(told[1]);
            if (accepted.is !== 'replayed' && accepted.claimed) owned.push(accepted.claimed);
          };
          const finish = async ({ who, state }: Extract<Step, { does: 'finish' }>) => {
            const ended = await finishOldest(store, owned, who, state);
            const expected = model.finishOldest(who, state, clock.now());
            expect(ended && stored.nameOf(ended)).toBe(expected && modelled.nameOf(expected));
          };
          for (const step of steps) {
            if (step.does === 'wait') clock.jump(step.ms);
            else if (step.does === 'arrive') await arrive(step);
            else await finish(step);
          }
        }),
        { numRuns: RUNS },
      );
    },
  );
}
