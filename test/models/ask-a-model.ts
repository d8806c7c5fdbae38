import { createClock } from '../../src/runtime/clock.ts';
import { pino } from 'pino';
import { createOpenAiModel } from '../../src/models/openai-model.ts';
import type { ModelSettings } from '../../src/models/model-settings.ts';
import { AnswererError } from '../../src/turns/answerer-error.ts';
import type { ModelEvent, ModelRequest } from '../../src/answering/model.ts';
import { unheard } from '../support/recorded-events.ts';

export const KEY = 'sk-very-secret';

/** What became of one question. */
export interface Outcome {
  readonly text: string;
  readonly events: readonly ModelEvent[];
  readonly error?: AnswererError;
}

/** A model for tests whose pauses are over immediately, with what it logged. */
export function createAsker(settings: Partial<ModelSettings> & { readonly baseUrl: string }) {
  const lines: { level: number; msg: string }[] = [];
  const log = pino(
    { level: 'debug' },
    {
      write: (line: string) => void lines.push(JSON.parse(line) as { level: number; msg: string }),
    },
  );
  const after = (delayMs: number, task: () => void) => {
    // The time limits of the answer are longer than any pause between tries.
    const timer = delayMs > 15_000 ? setTimeout(task, delayMs) : setImmediate(task);
    return () =>
      delayMs > 15_000
        ? clearTimeout(timer as NodeJS.Timeout)
        : clearImmediate(timer as NodeJS.Immediate);
  };
  const model = createOpenAiModel(
    {
      provider: 'test',
      apiKey: KEY,
      model: 'test-model',
      maxTokensField: 'max_tokens',
      firstEventTimeoutMs: 60_000,
      idleTimeoutMs: 60_000,
      maxRetries: 2,
      ...settings,
    },
    { clock: createClock({ now: Date.now, after }), log, events: unheard, account: 'default' },
  );
  return {
    lines,
    /** What stands in the log at info level and above. */
    shown: () => JSON.stringify(lines.filter(({ level }) => level >= 30)),
    async ask(asked: Partial<ModelRequest> = {}): Promise<Outcome> {
      const request = { system: '', history: [], question: '你好', ...asked };
      const events: ModelEvent[] = [];
      let error: AnswererError | undefined;
      try {
        for await (const event of model.stream(request, new AbortController().signal))
          events.push(event);
      } catch (thrown) {
        if (!(thrown instanceof AnswererError)) throw thrown;
        error = thrown;
      }
      const text = events.map((event) => (event.type === 'text' ? event.text : '')).join('');
      return { text, events, ...(error && { error }) };
    },
  };
}
