import type { TokenUsage } from '../turns/answer-event.ts';

/** What a vendor counted and what was estimated for the same requests; older ones count less and less. */
export interface TokenCount {
  readonly counted: number;
  readonly estimated: number;
}

/** Before anything is known an estimate is taken for true; the weight keeps a short first request from deciding. */
export const FIRST_COUNT: TokenCount = { counted: 1000, estimated: 1000 };
const KEPT_SHARE = 0.8;
const LEAST = 0.5;
const MOST = 2;

/** Adds one request to the moving mean. A request that says nothing about the vocabulary leaves it as it was. */
export function noteCount(before: TokenCount, counted: number, estimated: number): TokenCount {
  if (!(counted > 0) || !(estimated > 0)) return before;
  // A vendor that counts far otherwise counts something else, such as documents of its own.
  const likely = Math.min(Math.max(counted, estimated * LEAST), estimated * MOST);
  return {
    counted: before.counted * KEPT_SHARE + likely,
    estimated: before.estimated * KEPT_SHARE + estimated,
  };
}

/** Returns the vendor's tokens for one estimated token. */
export function ratioOf({ counted, estimated }: TokenCount): number {
  return Math.min(Math.max(counted / estimated, LEAST), MOST);
}

/** Learns for each model how its tokens compare with the estimate. */
export interface TokenRatios {
  /** Of the model, or while that is unknown of the one that answered last. */
  of(model: string | undefined): number;
  note(model: string, tokens: Pick<TokenUsage, 'input'>, estimated: number): void;
}

const MOST_MODELS = 100;

/** Keeps the ratios in the memory of the process; after a start they are learnt again within some questions. */
export function createTokenRatios(): TokenRatios {
  const counts = new Map<string, TokenCount>();
  let last: string | undefined;
  return {
    of(model) {
      const count = counts.get(model ?? '') ?? counts.get(last ?? '');
      return count ? ratioOf(count) : 1;
    },
    note(model, { input }, estimated) {
      const count = noteCount(counts.get(model) ?? FIRST_COUNT, input, estimated);
      // Written anew, the entry is the newest.
      counts.delete(model);
      counts.set(model, count);
      last = model;
      const oldest = counts.keys().next().value;
      if (counts.size > MOST_MODELS && oldest !== undefined) counts.delete(oldest);
    },
  };
}
