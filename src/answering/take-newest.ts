import type { Exchange } from '../turns/ports.ts';
import { estimateTokens } from './estimate-tokens.ts';

/** Returns about how many tokens an exchange has. */
export function tokensOf({ question, answer }: Exchange): number {
  return estimateTokens(question) + estimateTokens(answer);
}

/** Returns the newest exchanges, oldest first, that fit into a number of tokens together; none after one that does not fit. */
export function takeNewest<One extends Exchange>(
  exchanges: readonly One[],
  tokens: number,
): readonly One[] {
  let left = tokens;
  const last = exchanges.findLastIndex((exchange) => (left -= tokensOf(exchange)) < 0);
  return exchanges.slice(last + 1);
}
