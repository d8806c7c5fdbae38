import { field } from '../runtime/field.ts';
import type { TokenUsage } from '../turns/answer-event.ts';

/** The names under which vendors give one count, each as a path; the first that holds a number counts. */
type Places = readonly (readonly string[])[];

const INPUT: Places = [['prompt_tokens'], ['input_tokens']];
const OUTPUT: Places = [['completion_tokens'], ['output_tokens']];
const CACHED: Places = [
  ['prompt_tokens_details', 'cached_tokens'],
  ['input_tokens_details', 'cached_tokens'],
  // DeepSeek.
  ['prompt_cache_hit_tokens'],
  // Kimi.
  ['cached_tokens'],
  ['cache_read_input_tokens'],
];
const REASONING: Places = [
  ['completion_tokens_details', 'reasoning_tokens'],
  ['output_tokens_details', 'reasoning_tokens'],
  ['reasoning_tokens'],
];

/**
 * Reads the tokens that a vendor counted, whatever it calls them. Undefined where it does not tell both what was read and
 * what was written.
 */
export function readUsage(usage: unknown): TokenUsage | undefined {
  const input = read(usage, INPUT);
  const output = read(usage, OUTPUT);
  if (input === undefined || output === undefined) return undefined;
  // Anthropic counts what came from its cache, and what went into it, beside what it read.
  const isBeside = field(usage, 'prompt_tokens') === undefined;
  const besides = isBeside
    ? (count(field(usage, 'cache_read_input_tokens')) ?? 0) +
      (count(field(usage, 'cache_creation_input_tokens')) ?? 0)
    : 0;
  const all = input + besides;
  return {
    input: all,
    cached: Math.min(read(usage, CACHED) ?? 0, all),
    output,
    reasoning: Math.min(read(usage, REASONING) ?? 0, output),
  };
}

function read(usage: unknown, places: Places): number | undefined {
  for (const path of places) {
    const found = count(path.reduce(field, usage));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** No call has as many tokens; a sum of such numbers would be no whole number any more, and no store would take it. */
const MOST_TOKENS = 1_000_000_000;

/** Some servers write numbers as text; one that is no count of anything is left out. */
function count(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !(number >= 0 && number <= MOST_TOKENS)) return undefined;
  return Math.round(number);
}
