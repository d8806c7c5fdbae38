import type { FinishReason } from '../turns/answer-event.ts';

/** The model's reason for the end; `interrupted` means that its server gave up. */
export type ChunkFinish = FinishReason | 'interrupted';

/** Words that stand for "not yet". */
const OPEN = /^(?:null|none|undefined|in_?progress)?$/;

/**
 * The reasons of OpenAI and those that other vendors added: GLM and Hunyuan a filter (`sensitive`), Gemini SAFETY and
 * its kin, Anthropic `end_turn`; DeepSeek names a lack of machines, https://api-docs.deepseek.com/api/create-chat-completion .
 */
const KINDS: readonly (readonly [RegExp, ChunkFinish])[] = [
  [
    /^(?:stop|eos|end|done|finish|normal|complete)(?:ped|ed|d)?(?:_(?:sequence|token|turn|id))?$|^end_?turn$/,
    'stop',
  ],
  [
    /filter|sensitive|safety|prohibited|recitation|blocklist|spii|refus|censor|moderat|violat|inspection|guardrail/,
    'content-filter',
  ],
  [/length|max_(?:\w+_)?tokens?|token_limit|context_window/, 'length'],
  [/error|resource|timeout|overload|abort|cancel|unavailable/, 'interrupted'],
];

/** Reads `finish_reason`; undefined while the answer goes on. */
export function readFinish(reason: unknown): ChunkFinish | undefined {
  if (typeof reason !== 'string') return undefined;
  const word = reason.trim().toLowerCase().replace(/[-\s]/g, '_');
  if (OPEN.test(word)) return undefined;
  return KINDS.find(([pattern]) => pattern.test(word))?.[1] ?? 'unknown';
}
