import { pino } from 'pino';
import type { JsonModelDeps } from '../../src/models/json/json-caller.ts';
import type { ProviderModel } from '../../src/models/model-settings.ts';
import { createClock } from '../../src/runtime/clock.ts';
import { unheard } from '../support/recorded-events.ts';

export const KEY = 'sk-very-secret';

export function modelAt(baseUrl: string, more: Partial<ProviderModel> = {}): ProviderModel {
  return {
    ...{ api: 'openai', provider: 'my-box', baseUrl, apiKeys: [KEY], model: 'bge-m3' },
    ...{ maxTokensField: 'max_tokens', firstEventTimeoutMs: 60_000, idleTimeoutMs: 60_000 },
    maxRetries: 2,
    ...more,
  };
}

/** What a model needs, with pauses that are over immediately and the log in lines. */
export function createJsonModelDeps(more: Partial<JsonModelDeps> = {}) {
  const lines: string[] = [];
  const pauses: number[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
  const after = (delayMs: number, task: () => void) => {
    // The time limits of the tests are 60 s, or less than 400 ms; pauses between tries lie in between.
    if (delayMs >= 400 && delayMs < 60_000) {
      pauses.push(delayMs);
      const soon = setImmediate(task);
      return () => clearImmediate(soon);
    }
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  };
  const clock = createClock({ now: () => Date.now(), after });
  const deps: JsonModelDeps = { clock, log, events: unheard, account: 'default', random: () => 1 };
  return { deps: { ...deps, ...more }, lines, pauses };
}
