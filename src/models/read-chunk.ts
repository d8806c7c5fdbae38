import { field } from '../runtime/field.ts';
import type { TokenUsage } from '../turns/answer-event.ts';
import { readFinish, type ChunkFinish } from './finish-reason.ts';
import { readUsage } from './read-usage.ts';

/** The facts in one piece of a model's stream that the driver uses. */
export interface ChunkFacts {
  /** The next words of the answer. */
  readonly text: string;
  /** A `message`, in which most servers give all words of the answer, some only the next ones. */
  readonly message?: string;
  readonly reasoning: string;
  readonly finish?: ChunkFinish;
  /** Whether it has a field for the reason, filled or not. If so, its server fills it at the end. */
  readonly namesFinish: boolean;
  /** Whether it asks for a tool. */
  readonly asksForTool: boolean;
  /** `foreign` if it brings something in the form of another API. */
  readonly kind: 'chat completion' | 'foreign' | 'nothing';
  readonly usage?: TokenUsage;
}

/** Where Ollama's own API, Anthropic, Gemini, Dify, Coze and OpenAI's Responses put their words. */
const FOREIGN_FIELDS =
  'content message response answer delta output outputs candidates completion text generated_text'.split(
    ' ',
  );

/**
 * Reads a chunk of a stream, or a completion in one piece, without trusting its shape. Compatible servers leave fields
 * out, send null, or add their own.
 */
export function readChunk(chunk: unknown): ChunkFacts {
  const choices = field(chunk, 'choices');
  const choice = choiceOf(chunk);
  const delta = field(choice, 'delta');
  const whole = field(choice, 'message');
  const message = wordsOf(whole);
  // MiniMax has its own marks for words that its filter took away.
  const isFiltered =
    field(chunk, 'output_sensitive') === true || field(chunk, 'input_sensitive') === true;
  const finish = isFiltered ? 'content-filter' : readFinish(field(choice, 'finish_reason'));
  // Kimi puts the counts inside the choice, all others beside it.
  const usage = readUsage(field(chunk, 'usage')) ?? readUsage(field(choice, 'usage'));
  return {
    text: wordsOf(delta) || string(field(choice, 'text')),
    ...(message !== '' && { message }),
    reasoning: reasoningOf(delta) || reasoningOf(whole),
    asksForTool: [delta, whole].some(asksForTool),
    kind: kindOf(chunk, choices),
    namesFinish: typeof choice === 'object' && choice !== null && 'finish_reason' in choice,
    ...(finish && { finish }),
    ...(usage && { usage }),
  };
}

/** Returns the one choice of a chunk, for only one is asked for. */
export function choiceOf(chunk: unknown): unknown {
  const choices = field(chunk, 'choices');
  return Array.isArray(choices) ? choices[0] : undefined;
}

function kindOf(chunk: unknown, choices: unknown): ChunkFacts['kind'] {
  if (choices !== undefined) return 'chat completion';
  return FOREIGN_FIELDS.some((name) => Boolean(field(chunk, name))) ? 'foreign' : 'nothing';
}

function asksForTool(message: unknown): boolean {
  const calls = field(message, 'tool_calls');
  return (Array.isArray(calls) && calls.length > 0) || Boolean(field(message, 'function_call'));
}

function wordsOf(message: unknown): string {
  return readParts(field(message, 'content'), 'words') || string(field(message, 'refusal'));
}

function reasoningOf(message: unknown): string {
  for (const name of ['reasoning_content', 'reasoning', 'thinking']) {
    const reasoning = readParts(field(message, name), 'words');
    if (reasoning !== '') return reasoning;
  }
  // OpenRouter and MiniMax write a list, at times beside the fields above.
  const inDetails = readParts(field(message, 'reasoning_details'), 'thinking');
  return inDetails || readParts(field(message, 'content'), 'thinking');
}

/** Reads text, or a list of parts. Mistral, Gemini and others put text beside thinking, sources and tools. */
function readParts(content: unknown, which: 'words' | 'thinking'): string {
  if (typeof content === 'string') return which === 'words' ? content : '';
  // PHP's JSON_NUMERIC_CHECK makes a number of a piece that is all digits.
  if (typeof content === 'number') return which === 'words' ? String(content) : '';
  const parts: readonly unknown[] = Array.isArray(content) ? content : [content];
  return parts
    .map((part) => {
      if (typeof part === 'string') return which === 'words' ? part : '';
      const type = string(field(part, 'type'));
      const isThinking = /think|thought|reason/i.test(type) || field(part, 'thought') === true;
      if (isThinking !== (which === 'thinking')) return '';
      if (isThinking) return readParts(field(part, 'thinking') ?? field(part, 'text'), 'words');
      if (type !== '' && !/text|refusal/i.test(type)) return '';
      const text = field(part, 'text') ?? field(part, 'refusal') ?? field(part, 'content');
      return string(text) || string(field(text, 'value'));
    })
    .join('');
}

function string(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
