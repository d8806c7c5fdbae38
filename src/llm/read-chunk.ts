import type { FinishReason } from '../turns/answerer.ts';

/** What one piece of a model's stream says. Everything else in it is of no use to us. */
export interface ChunkFacts {
  readonly text: string;
  readonly reasoning: string;
  /** The model said that it is done; `interrupted` means that its server gave up. */
  readonly finish?: FinishReason | 'interrupted';
  readonly usage?: { readonly promptTokens: number; readonly completionTokens: number };
}

/**
 * The reasons of OpenAI and those that other vendors added. DeepSeek names a lack of machines as the reason,
 * https://api-docs.deepseek.com/api/create-chat-completion ; GLM a filter and a broken connection.
 */
const FINISH_REASONS: ReadonlyMap<unknown, FinishReason | 'interrupted'> = new Map([
  ['stop', 'stop'],
  ['length', 'length'],
  ['content_filter', 'content-filter'],
  ['sensitive', 'content-filter'],
  ['insufficient_system_resource', 'interrupted'],
  ['network_error', 'interrupted'],
]);

/**
 * Reads a chunk of a stream, or a completion that came in one piece, without trusting its shape: compatible servers
 * leave fields out, send null, or add their own.
 */
export function readChunk(chunk: unknown): ChunkFacts {
  const choices = field(chunk, 'choices');
  const choice: unknown = Array.isArray(choices) ? choices[0] : undefined;
  const message = field(choice, 'delta') ?? field(choice, 'message');
  const reason = field(choice, 'finish_reason');
  // Kimi puts the counts inside the choice, everybody else beside it.
  const usage = readUsage(field(chunk, 'usage') ?? field(choice, 'usage'));
  return {
    text: string(field(message, 'content')) || string(field(message, 'refusal')),
    reasoning: string(field(message, 'reasoning_content')) || string(field(message, 'reasoning')),
    ...(typeof reason === 'string' &&
      reason !== '' && { finish: FINISH_REASONS.get(reason) ?? 'unknown' }),
    ...(usage && { usage }),
  };
}

function readUsage(usage: unknown): ChunkFacts['usage'] {
  const promptTokens = field(usage, 'prompt_tokens');
  const completionTokens = field(usage, 'completion_tokens');
  if (typeof promptTokens !== 'number' || typeof completionTokens !== 'number') return undefined;
  return { promptTokens, completionTokens };
}

function field(of: unknown, name: string): unknown {
  if (typeof of !== 'object' || of === null) return undefined;
  return Object.hasOwn(of, name) ? (of as Record<string, unknown>)[name] : undefined;
}

function string(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
