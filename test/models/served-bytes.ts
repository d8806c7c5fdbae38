import { pino } from 'pino';
import { afterEach, beforeEach } from 'vitest';
import { createOpenAiModel } from '../../src/models/openai-model.ts';
import {
  startScriptedModel,
  type ModelStep,
  type ScriptedModel,
} from '../support/scripted-model.ts';
import { createHandClock, type HandClock } from './hand-clock.ts';
import { unheard } from '../support/recorded-events.ts';
import type { ModelRequest } from '../../src/answering/model.ts';
import type { ToolRequest } from '../../src/turns/tool-round.ts';

export type Bytes = string | Uint8Array;

/** What one try came to. */
export interface Read {
  text: string;
  reasoning: string;
  finish?: string;
  restarts: number;
  wish?: ToolRequest;
}

/** A server that sends exact bytes, and a model that makes one try unless told otherwise, anew for each test of a file. */
export function serveBytes() {
  let model: ScriptedModel;
  let clock: HandClock;
  beforeEach(async () => {
    model = await startScriptedModel();
    clock = createHandClock();
  });
  afterEach(() => model.close());

  return {
    model: () => model,
    clock: () => clock,
    /** Serves these bytes and steps under this label, then closes the stream in order. */
    serve(
      label: string | undefined,
      ...steps: (Bytes | Exclude<ModelStep, string> | typeof hang | typeof reset)[]
    ): void {
      const isBytes = (step: Bytes | object): step is Bytes =>
        typeof step === 'string' || step instanceof Uint8Array;
      const script = steps.map((step): ModelStep => {
        if (isBytes(step)) return { raw: step };
        return 'then' in step ? step.then : step;
      });
      model.next({ headers: { 'content-type': label ?? '' }, steps: [...script, 'end'] });
    },
    async ask(
      onText?: (text: string) => void,
      maxRetries = 0,
      more: Partial<ModelRequest> = {},
    ): Promise<Read> {
      const asked = createOpenAiModel(
        {
          provider: 'test',
          baseUrl: model.url,
          apiKey: 'k',
          model: 'm',
          maxTokensField: 'max_tokens',
          firstEventTimeoutMs: 60_000,
          idleTimeoutMs: 30_000,
          totalTimeoutMs: 300_000,
          maxRetries,
        },
        {
          clock,
          log: pino({ level: 'silent' }),
          random: () => 1,
          events: unheard,
          account: 'default',
        },
      );
      const request = { system: '', history: [], question: '你好', ...more };
      const read: Read = { text: '', reasoning: '', restarts: 0 };
      for await (const event of asked.stream(request, new AbortController().signal)) {
        if (event.type === 'text') {
          read.text += event.text;
          onText?.(read.text);
        }
        if (event.type === 'reasoning') read.reasoning += event.text;
        if (event.type === 'finish') read.finish = event.reason;
        if (event.type === 'restart') read.restarts += 1;
        if (event.type === 'tool-request') read.wish = event.request;
      }
      return read;
    },
  };
}

/** A step for `serve`: says nothing more and keeps the connection, or cuts it. */
export const hang = { then: 'hang' } as const;
export const reset = { then: 'reset' } as const;

export const SSE = 'text/event-stream';
export const JSON_LABEL = 'application/json';

export const chunk = (content: unknown, finish: unknown = null) =>
  JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: finish }] });
export const end = (finish: unknown = 'stop') =>
  JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: finish }] });
export const whole = (content: unknown) => ({
  choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
});
export const event = (data: string) => `data: ${data}\n\n`;
export const DONE = event('[DONE]');
