import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { createEventBus } from '../../src/events/event-bus.ts';
import { parseConfig } from '../../src/config/parse-config.ts';
import { createRuntime } from '../../src/server/create-runtime.ts';
import { startServer } from '../../src/server/start-server.ts';
import type { PageCommand } from '../../src/simulator/page/page-commands.ts';
import type { NumberedEvent } from '../../src/simulator/page/page-events.ts';
import type { AnswerPipeline } from '../../src/answering/answerer.ts';

export const KEY = 'simulator-key';

/** A whole server with its simulator, and a page's view of it without a page. */
export interface RunningSimulator {
  /** Where the page lies, with a slash at its end. */
  readonly url: string;
  readonly dataDir: string;
  /** Asks the simulation for something, as the page does. */
  command(command: PageCommand): Promise<Response>;
  /** Resolves with the first event that fits; rejects after 10 s with what came instead. */
  event<Type extends NumberedEvent['type']>(
    type: Type,
    fits?: (event: NumberedEvent & { type: Type }) => boolean,
  ): Promise<NumberedEvent & { type: Type }>;
  readonly events: readonly NumberedEvent[];
}

/** Starts it with WeChat's patience shortened, and stops it when the test is over. */
export async function startSimulator(
  options: {
    readonly attemptMs?: number;
    readonly model?: AnswerPipeline;
    readonly withSimulator?: boolean;
    readonly settings?: Readonly<Record<string, string>>;
  } = {},
): Promise<RunningSimulator> {
  const dataDir = mkdtempSync(join(tmpdir(), 'kuaihui-'));
  const environment = {
    ...{ HOST: '127.0.0.1', PORT: '0', DATA_DIR: dataDir, SHUTDOWN_SECONDS: '1' },
    ...options.settings,
  };
  const config = parseConfig(environment);
  const log = pino({ level: 'silent' });
  const server = await startServer(config, {
    runtime: createRuntime(log),
    events: createEventBus(log),
    environment,
    token: 'realtoken',
    model: options.model,
    attemptMs: options.attemptMs ?? 600,
    simulator: options.withSimulator === false ? undefined : { key: KEY },
  });
  const url = `http://127.0.0.1:${server.port}/simulator/`;
  const events: NumberedEvent[] = [];
  const waiting = new Set<() => void>();
  const closed = new AbortController();
  const reading = options.withSimulator === false ? undefined : readEvents();
  onTestFinished(async () => {
    closed.abort();
    await reading;
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function readEvents(): Promise<void> {
    let rest = '';
    try {
      const response = await fetch(`${url}api/events`, { signal: closed.signal });
      for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        const blocks = (rest + chunk).split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) {
          const [, data] = /^data: ([^\n]*)/m.exec(block) ?? [];
          if (data !== undefined) events.push(JSON.parse(data) as NumberedEvent);
        }
        for (const look of waiting) look();
      }
    } catch (error) {
      if (!closed.signal.aborted) throw error;
    }
  }

  return {
    url,
    dataDir,
    events,
    command: (command) =>
      fetch(`${url}api/commands`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(command),
      }),
    event(type, fits = () => true) {
      type Wanted = NumberedEvent & { type: typeof type };
      const find = () =>
        events.find((one): one is Wanted => one.type === type && fits(one as Wanted));
      return new Promise((resolve, reject) => {
        const look = () => {
          const found = find();
          if (found === undefined) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found);
        };
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`No such ${type} in: ${events.map((one) => one.type).join(' ')}`));
        }, 10_000);
        waiting.add(look);
        look();
      });
    },
  };
}
