import { field } from '../../runtime/field.ts';
import type { ToolRequest } from '../../turns/tool-round.ts';
import { readFinish } from '../finish-reason.ts';
import { createCallCollector } from './collect-calls.ts';
import { createDetailCollector } from './collect-details.ts';
import { readPrinted } from './printed-calls.ts';
import { createGrowingText, type GrowingText } from './growing-text.ts';

/**
 * Puts a model's message together from its chunks, with everything that only its vendor knows: vendors refuse a message
 * whose thinking or signatures are gone.
 */
export interface MessageCollector {
  /** Adds one choice of a chunk, or of a completion in one piece. */
  take(choice: unknown): void;
  /** What the model, `provider/model`, asks for; undefined if it asks for nothing. Ends the message. */
  request(model: string): ToolRequest | undefined;
  /** Whether the arguments of each call are a whole object, although nothing ended the stream. */
  readonly isWhole: boolean;
}

interface Collected {
  /** The number of the message among those of one question. */
  readonly round: number;
  /** The tools that are offered. */
  readonly toolNames: readonly string[];
}

/** Fields of text; their pieces are joined. */
const TEXTS: ReadonlySet<string> = new Set([
  ...['content', 'reasoning_content', 'reasoning', 'thinking', 'refusal'],
]);
const CALLS: ReadonlySet<string> = new Set(['role', 'tool_calls', 'function_call']);

const MOST_PARTS = 1000;

export function createMessageCollector({ round, toolNames }: Collected): MessageCollector {
  const calls = createCallCollector(round);
  const details = createDetailCollector();
  const texts = new Map<string, GrowingText>();
  const others: Record<string, unknown> = {};

  const addField = (name: string, value: unknown, { finish, isMessage }: From) => {
    if (value === null || value === undefined || CALLS.has(name)) return;
    if (typeof value === 'string' && TEXTS.has(name)) {
      const text = texts.get(name) ?? createGrowingText();
      texts.set(name, text);
      const piece = isMessage ? { text: '', message: value } : { text: value };
      text.push({ ...piece, ...(finish && { finish }) });
    } else if (name === 'reasoning_details' && Array.isArray(value)) details.take(value);
    else if (Array.isArray(value)) others[name] = joinLists(others[name], value);
    else if (typeof value === 'object') others[name] = { ...asObject(others[name]), ...value };
    else if (value !== '') others[name] = value;
  };

  return {
    take(choice) {
      const finish = readFinish(field(choice, 'finish_reason'));
      const delta = field(choice, 'delta');
      const whole = field(choice, 'message');
      calls.take(callsOf(delta));
      // After pieces, the message says the same once more.
      if (calls.isEmpty) calls.take(callsOf(whole));
      for (const [name, value] of fieldsOf(delta))
        addField(name, value, { finish, isMessage: false });
      for (const [name, value] of fieldsOf(whole))
        addField(name, value, { finish, isMessage: true });
    },
    request(model) {
      const written = new Map([...texts].map(([name, text]) => [name, text.end()]));
      const content = written.get('content');
      if (calls.isEmpty && content !== undefined) {
        const printed = readPrinted(content, toolNames);
        calls.take(printed.calls);
        written.set('content', printed.text);
      }
      const [first, ...rest] = calls.calls();
      if (!first) return undefined;
      const list = details.list();
      return {
        model,
        message: {
          ...{ role: 'assistant', content: null },
          ...others,
          ...Object.fromEntries(written),
          ...(list.length > 0 && { reasoning_details: list }),
          tool_calls: [first, ...rest].map(({ sent }) => sent),
        },
        calls: [first.call, ...rest.map(({ call }) => call)],
      };
    },
    get isWhole() {
      return !calls.isEmpty && calls.isWhole;
    },
  };
}

interface From {
  readonly finish: ReturnType<typeof readFinish>;
  /** Whether it stands in a `message`, which holds the whole text. */
  readonly isMessage: boolean;
}

/** Reads `tool_calls`, and the one call of the older form. */
function callsOf(message: unknown): readonly unknown[] {
  const calls = field(message, 'tool_calls');
  if (Array.isArray(calls) && calls.length > 0) return calls;
  const older = field(message, 'function_call');
  return older ? [{ function: older }] : [];
}

/** Mistral and Gemini write content as a list of parts. */
function joinLists(known: unknown, more: readonly unknown[]): unknown[] {
  return [...(Array.isArray(known) ? (known as unknown[]) : []), ...more].slice(0, MOST_PARTS);
}

function fieldsOf(message: unknown): [string, unknown][] {
  return Object.entries(asObject(message));
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
