import { pino } from 'pino';
import type { ModelEvent, ModelRequest } from '../../src/answering/model.ts';
import { createClock, type Clock } from '../../src/runtime/clock.ts';
import type { DomainEvent } from '../../src/events/domain-event.ts';
import { createBotMemory, type BotMemory } from '../../src/models/bots/bot-memory.ts';
import { createModel } from '../../src/models/create-model.ts';
import type { ProviderModel } from '../../src/models/model-settings.ts';
import { AnswererError } from '../../src/turns/answerer-error.ts';
import { DAY_MS, type StoreWorld } from '../store/store-world.ts';

export const FOLLOWER = { account: 'default', openId: 'oABC-the-openid' };

/** What became of one question. */
export interface BotOutcome {
  readonly text: string;
  readonly events: readonly ModelEvent[];
  readonly error?: AnswererError;
}

/** Opens the memory of bots in one process over the data of a test. */
export async function openMemory(world: StoreWorld): Promise<BotMemory> {
  const { collections } = await world.open();
  return createBotMemory({ collections, keptForMs: DAY_MS, log: pino({ level: 'silent' }) });
}

/** Creates a bot whose pauses between tries are over immediately. */
export function createBot(
  settings: Pick<ProviderModel, 'api' | 'baseUrl' | 'model'> & Partial<ProviderModel>,
  { memory, clock = quickClock }: { memory?: BotMemory; clock?: Clock } = {},
) {
  const told: DomainEvent[] = [];
  const lines: string[] = [];
  const model = createModel(
    {
      provider: settings.api,
      namedIn: 'CHAT_MODELS',
      apiKeys: ['app-very-secret'],
      maxTokensField: 'max_tokens',
      firstEventTimeoutMs: 60_000,
      idleTimeoutMs: 30_000,
      maxRetries: 2,
      ...settings,
    },
    {
      clock,
      log: pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }),
      events: { emit: (event) => void told.push(event) },
      account: 'default',
      random: () => 1,
      ...(memory && { botMemory: memory }),
    },
  );
  return {
    model,
    told,
    lines,
    async ask(
      asked: Partial<ModelRequest> = {},
      { signal = new AbortController().signal, onEvent = (_: ModelEvent) => {} } = {},
    ): Promise<BotOutcome> {
      const request: ModelRequest = {
        system: 'You are a helper.',
        history: [],
        question: '你好',
        conversation: { follower: FOLLOWER, id: 'c1' },
        ...asked,
      };
      const events: ModelEvent[] = [];
      let text = '';
      let error: AnswererError | undefined;
      try {
        for await (const event of model.stream(request, signal)) {
          events.push(event);
          if (event.type === 'text') text += event.text;
          if (event.type === 'restart') text = request.released?.() ?? '';
          onEvent(event);
        }
      } catch (thrown) {
        if (!(thrown instanceof AnswererError)) throw thrown;
        error = thrown;
      }
      return { text, events, ...(error && { error }) };
    },
  };
}

const quickClock = createClock({
  now: Date.now,
  after(delayMs, task) {
    const timer =
      delayMs > 4000 || delayMs === 100 ? setTimeout(task, delayMs) : setImmediate(task);
    return () => {
      clearTimeout(timer as NodeJS.Timeout);
      clearImmediate(timer as NodeJS.Immediate);
    };
  },
});
