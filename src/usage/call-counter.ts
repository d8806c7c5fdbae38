import type { TokenUsage } from '../turns/answer-event.ts';
import type { FollowerId } from '../turns/turn.ts';
import { moneyOf } from './money.ts';
import type { SpendingSettings, UsageDeps } from './usage-deps.ts';

export interface CallCounterDeps extends Pick<UsageDeps, 'ledger' | 'prices' | 'events' | 'clock'> {
  /** The account that pays. */
  readonly account: string;
  readonly dayOf: SpendingSettings['dayOf'];
}

/** What one call of a model used. */
interface UsedByCall {
  /** Named `provider/model`. */
  readonly model: string;
  readonly tokens: TokenUsage;
  /** The vendor told none. */
  readonly isEstimate: boolean;
  /** Absent for calls that no follower asked for. */
  readonly follower?: FollowerId | undefined;
}

/** Creates the function that counts calls for an account: in the ledger, and for those that listen. */
export function createCallCounter(deps: CallCounterDeps): (used: UsedByCall) => void {
  const { account, ledger, prices, events } = deps;
  return ({ model, tokens, isEstimate, follower }) => {
    const day = deps.dayOf(deps.clock.now());
    ledger.count({
      ...{ account, day, model, questions: 0, calls: 1, estimated: isEstimate ? 1 : 0 },
      ...tokens,
      ...(follower && { follower }),
    });
    const price = prices.of(model);
    const money = price && moneyOf(tokens, price);
    events.emit({
      ...{ type: 'usage-counted', account, model },
      ...tokens,
      ...(money !== undefined && { money }),
    });
  };
}
