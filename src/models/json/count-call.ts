import { estimateTokens } from '../../answering/estimate-tokens.ts';
import { field } from '../../runtime/field.ts';
import type { TokenUsage } from '../../turns/answer-event.ts';
import type { CountTokens } from './json-caller.ts';

/** Where vendors tell the tokens of a call that writes none; the first that holds a number counts. */
const PLACES: readonly (readonly string[])[] = [
  ['usage', 'prompt_tokens'],
  ['usage', 'input_tokens'],
  ['usage', 'total_tokens'],
  // SiliconFlow and Cohere, after reranking.
  ['meta', 'tokens', 'input_tokens'],
  ['meta', 'billed_units', 'input_tokens'],
];

/** Tells what a call used that only reads, as the vendor counted it or as estimated from its texts. */
export function countCall(
  json: unknown,
  { model, texts }: { readonly model: string; readonly texts: readonly string[] },
  count: CountTokens | undefined,
): void {
  const told = readInput(json);
  const input = told ?? texts.reduce((sum, text) => sum + estimateTokens(text), 0);
  const tokens: TokenUsage = { input, cached: 0, output: 0, reasoning: 0 };
  count?.({ model, tokens, isEstimate: told === undefined });
}

/** No call reads as many. */
const MOST_TOKENS = 1_000_000_000;

function readInput(json: unknown): number | undefined {
  for (const path of PLACES) {
    const found: unknown = path.reduce<unknown>(field, json);
    if (typeof found === 'number' && found > 0 && found <= MOST_TOKENS) return Math.round(found);
  }
  return undefined;
}
