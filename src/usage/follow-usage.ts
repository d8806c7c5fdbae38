import type { Stage } from '../answering/answerer.ts';
import type { TokenUsage } from '../turns/answer-event.ts';
import { moneyOf } from './money.ts';
import type { SpendingSettings, UsageDeps } from './usage-deps.ts';

/** Counts each question for its follower, and logs what its answer used. */
export function createFollowUsage(
  dayOf: SpendingSettings['dayOf'],
  { ledger, prices, clock, log }: Pick<UsageDeps, 'ledger' | 'prices' | 'clock' | 'log'>,
): Stage {
  return (next) =>
    async function* followUsage(ask, signal) {
      // A turn that was taken over with a part of its answer was counted by the process before.
      if (ask.released() === '')
        ledger.count({
          ...{ account: ask.follower.account, day: dayOf(clock.now()), model: '' },
          follower: ask.follower,
          ...{ questions: 1, calls: 0, estimated: 0, input: 0, cached: 0, output: 0, reasoning: 0 },
        });
      const used = new Map<string, TokenUsage>();
      try {
        for await (const event of next(ask, signal)) {
          if (event.type === 'usage')
            used.set(event.model, add(used.get(event.model), event.tokens));
          yield event;
        }
      } finally {
        for (const [model, tokens] of used) {
          const price = prices.of(model);
          const money = price && moneyOf(tokens, price);
          log.debug({ turn: ask.turnId, model, ...tokens, money }, 'An answer used tokens');
        }
      }
    };
}

function add(one: TokenUsage | undefined, other: TokenUsage): TokenUsage {
  if (!one) return other;
  return {
    input: one.input + other.input,
    cached: one.cached + other.cached,
    output: one.output + other.output,
    reasoning: one.reasoning + other.reasoning,
  };
}
