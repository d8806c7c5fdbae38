import type { Model, ModelEvent, ModelRequest } from '../answering/model.ts';
import { NotCalledError } from '../answering/not-called-error.ts';
import { createTokenMeter } from '../answering/token-meter.ts';
import type { FollowerId } from '../turns/turn.ts';
import type { Budget } from './budget.ts';
import { createCallCounter, type CallCounterDeps } from './call-counter.ts';

interface CountUsageDeps extends CallCounterDeps {
  readonly budget: Budget;
  /** About how many tokens a text has, for calls whose tokens the vendor does not tell. */
  readonly estimateTokens: (text: string) => number;
}

type UsageEvent = ModelEvent & { readonly type: 'usage' };

/**
 * Counts each call of one model of a provider as soon as its usage is known, tries that were thrown away included, and
 * refuses those that the budget does not allow. What a vendor does not tell is estimated. A process that is killed loses
 * the count of the calls that were under way.
 */
export function countUsage(model: Model, deps: CountUsageDeps): Model {
  const { budget } = deps;
  const countCall = createCallCounter(deps);
  const count = (follower: FollowerId | undefined, { tokens, isEstimate }: UsageEvent) =>
    countCall({ model: model.id, tokens, isEstimate: isEstimate ?? false, follower });

  return {
    id: model.id,
    lane: model.lane,
    async *stream(request, signal) {
      await requireMoney(budget, model.id, request);
      const follower = request.conversation?.follower;
      const createMeter = () => {
        const released = request.released?.() ?? '';
        const asked = { ...request, released: () => released };
        return createTokenMeter(asked, { model: model.id, estimateTokens: deps.estimateTokens });
      };
      let meter = createMeter();
      const takeEstimate = (): UsageEvent | undefined => {
        const estimate = meter.estimate();
        meter = createMeter();
        if (estimate) count(follower, estimate);
        return estimate;
      };
      try {
        for await (const event of model.stream(request, signal)) {
          if (event.type === 'restart') {
            const estimate = takeEstimate();
            if (estimate) yield estimate;
          } else if (event.type === 'usage') {
            count(follower, event);
            meter = createMeter();
          } else meter.hear(event);
          yield event;
        }
      } finally {
        const estimate = takeEstimate();
        if (estimate) yield estimate;
      }
    },
  };
}

/** A question was let through before; what no follower waits for, such as a summary, is checked here. */
async function requireMoney(
  budget: Budget,
  model: string,
  { conversation }: ModelRequest,
): Promise<void> {
  if (!budget.mayCall(model)) throw refuseUnpriced(model);
  if (!conversation && (await budget.check()) !== 'open')
    throw new NotCalledError("The day's budget (DAILY_BUDGET) is used up");
}

function refuseUnpriced(model: string): NotCalledError {
  const message = `PRICES_FILE has no price for ${model}, so it is not called under a DAILY_BUDGET`;
  const advice = {
    en: `Add ${model} to PRICES_FILE.`,
    zh: `请在 PRICES_FILE 里补上 ${model} 的价格。`,
  };
  return new NotCalledError(message, advice);
}
