import { onTestFinished } from 'vitest';
import { pino } from 'pino';
import type { ModelEvent, ModelRequest } from '../../../src/answering/model.ts';
import type { DomainEvent } from '../../../src/events/domain-event.ts';
import { openBreakers, type Breakers } from '../../../src/models/failover/breakers.ts';
import {
  createFailoverModel,
  type FailoverDeps,
} from '../../../src/models/failover/failover-model.ts';
import type { ProviderModel } from '../../../src/models/model-settings.ts';
import { createBackground } from '../../../src/runtime/background.ts';
import { createClock, type Clock } from '../../../src/runtime/clock.ts';
import type { Collections } from '../../../src/runtime/collection.ts';
import { AnswererError } from '../../../src/turns/answerer-error.ts';
import { startScriptedModel, type ScriptedModel } from '../../support/scripted-model.ts';

/** What became of one question. */
export interface Outcome {
  readonly events: readonly ModelEvent[];
  /** What a follower would have read: text before a restart counts as far as `released` kept it. */
  readonly text: string;
  readonly error?: AnswererError;
}

/** Time that passes only where the test says so, except that pauses between tries are over immediately. */
export interface JumpClock extends Clock {
  /** Lets time pass and runs what is due. */
  pass(ms: number): Promise<void>;
}

const LONGEST_PAUSE_MS = 1_500;

export function createJumpClock(): JumpClock {
  let now = 1_700_000_000_000;
  const timers = new Set<{ at: number; task: () => void }>();
  return {
    ...createClock({
      now: () => now,
      after(delayMs, task) {
        if (delayMs <= LONGEST_PAUSE_MS) {
          const soon = setImmediate(task);
          return () => clearImmediate(soon);
        }
        const timer = { at: now + delayMs, task };
        timers.add(timer);
        return () => timers.delete(timer);
      },
    }),
    async pass(ms) {
      now += ms;
      for (const timer of [...timers].filter(({ at }) => at <= now)) {
        timers.delete(timer);
        timer.task();
      }
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

export interface WorldOptions {
  readonly clock?: Clock;
  readonly keys?: readonly string[];
  /** In place of memory: what several processes share. */
  readonly collections?: Collections;
  /** Whether a follower may choose the second model, which `models` then leaves out. */
  readonly offersSecond?: boolean;
  readonly countUsage?: FailoverDeps['countUsage'];
  readonly retired?: AbortSignal;
  readonly models?: (first: ProviderModel, second: ProviderModel) => readonly ProviderModel[];
}

/** One process with a failover over the scripted models. */
export async function startProcess(
  [first, second]: readonly [ScriptedModel, ScriptedModel],
  options: WorldOptions = {},
) {
  const told: DomainEvent[] = [];
  const lines: Record<string, unknown>[] = [];
  const log = pino(
    { level: 'debug' },
    { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
  );
  const { clock = createJumpClock(), keys = ['key-a'] } = options;
  const events = { emit: (event: DomainEvent) => void told.push(event) };
  const background = createBackground(log);
  const deps = { clock, log, events, background };
  const breakers: Breakers = await openBreakers({ ...deps, collections: options.collections });
  onTestFinished(() => breakers.stop());
  const settingsOf = (provider: string, url: string, apiKeys: readonly string[]) =>
    ({
      ...{ provider, api: 'openai', baseUrl: url, model: 'm', apiKeys },
      ...{ maxTokensField: 'max_tokens', maxRetries: 2 },
      ...{ firstEventTimeoutMs: 60_000, idleTimeoutMs: 30_000 },
    }) as const satisfies ProviderModel;
  const list = options.models ?? ((a, b) => [a, b]);
  const models = list(settingsOf('one', first.url, keys), settingsOf('two', second.url, ['key-z']));
  const failover = createFailoverModel(models as [ProviderModel, ...ProviderModel[]], {
    ...{ ...deps, breakers, account: 'default' },
    failoverMs: 6_000,
    ...(options.retired && { retired: options.retired }),
    ...(options.countUsage && { countUsage: options.countUsage }),
    offered: options.offersSecond ? [settingsOf('two', second.url, ['key-z'])] : [],
  });
  return {
    ...{ told, lines, breakers, clock, background, failover },
    /** Asks, and keeps of a text what `keep` returns of it: the rest is void at a restart. */
    async ask(
      asked: Partial<ModelRequest> = {},
      { keep = (text: string) => text, signal = new AbortController().signal } = {},
    ): Promise<Outcome> {
      let released = '';
      let text = '';
      const request = {
        ...{ system: '', history: [], question: '你好', ...asked },
        released: () => released,
      };
      const events: ModelEvent[] = [];
      let error: AnswererError | undefined;
      try {
        for await (const event of failover.stream(request, signal)) {
          events.push(event);
          if (event.type === 'text') {
            text += event.text;
            released = keep(text);
          }
          if (event.type === 'restart') text = released;
        }
      } catch (thrown) {
        if (!(thrown instanceof AnswererError)) throw thrown;
        error = thrown;
      }
      return { events, text, ...(error && { error }) };
    },
  };
}

/** Starts two scripted models that are closed with the test. */
export async function startTwoModels(
  answerFirst?: Parameters<typeof startScriptedModel>[0],
): Promise<readonly [ScriptedModel, ScriptedModel]> {
  const first = await startScriptedModel(answerFirst);
  const second = await startScriptedModel();
  onTestFinished(async () => {
    await first.close();
    await second.close();
  });
  return [first, second];
}
