import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'vitest';
import type { PageCommand } from '../../src/simulator/page/page-commands.ts';
import type { NumberedEvent } from '../../src/simulator/page/page-events.ts';
import { builtServer } from '../support/built-server.ts';
import { findFreePort } from '../support/find-free-port.ts';

/** The server as a newcomer starts it, in processes of its own. */
export interface SpawnedServer {
  readonly url: string;
  readonly dataDir: string;
  /** Of the process that was started; the server itself may be below it. */
  readonly pid: number;
  /** Resolves with the exit code when the process is gone. */
  readonly ended: Promise<number | null>;
  output(): string;
  post(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  command(command: PageCommand): Promise<Response>;
  /** Asks for everything that is remembered until one event fits; goes on asking while the server is away. */
  event(fits: (event: NumberedEvent) => boolean, withinMs?: number): Promise<NumberedEvent>;
  /** Everything that is remembered now. */
  events(): Promise<readonly NumberedEvent[]>;
  kill(signal: NodeJS.Signals): void;
}

/** Starts the server without an account, and ends it with the test, which may be one of several at a time. */
export async function spawnServer({
  onTestFinished,
}: Pick<TestContext, 'onTestFinished'>): Promise<SpawnedServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'kuaihui-'));
  const port = await findFreePort();
  const { main, flags } = builtServer();
  const child = spawn(process.execPath, [...flags, main], {
    cwd: dataDir,
    env: {
      PATH: process.env['PATH'],
      ...{ HOST: '127.0.0.1', PORT: String(port), DATA_DIR: dataDir, SHUTDOWN_SECONDS: '1' },
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (piece: Buffer) => (output += piece.toString()));
  child.stderr.on('data', (piece: Buffer) => (output += piece.toString()));
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  });
  const url = `http://127.0.0.1:${port}/simulator/`;

  /** Reads the stream from its beginning until an event fits or it breaks. */
  async function read(fits: (event: NumberedEvent) => boolean, signal: AbortSignal) {
    const response = await fetch(`${url}api/events`, { signal });
    let rest = '';
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const blocks = (rest + chunk).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const [, data] = /^data: (\{.*)$/m.exec(block) ?? [];
        if (data === undefined) continue;
        const event = JSON.parse(data) as NumberedEvent;
        if (fits(event)) return event;
      }
    }
    return undefined;
  }

  const server: SpawnedServer = {
    url,
    dataDir,
    ended,
    pid: child.pid ?? 0,
    output: () => output,
    post: (path, headers = {}) => fetch(`${url}${path}`, { method: 'POST', headers }),
    command: (command) =>
      fetch(`${url}api/commands`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(command),
      }),
    async event(fits, withinMs = 60_000) {
      const signal = AbortSignal.timeout(withinMs);
      for (;;) {
        const reading = new AbortController();
        const abort = () => reading.abort();
        signal.addEventListener('abort', abort);
        const found = await read(fits, reading.signal).catch(() => undefined);
        signal.removeEventListener('abort', abort);
        reading.abort();
        if (found) return found;
        if (signal.aborted) throw new Error(`No such event. The server said:\n${output}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    async events() {
      const all: NumberedEvent[] = [];
      const signal = AbortSignal.timeout(1000);
      await read((event) => all.push(event) < 0, signal).catch(() => undefined);
      return all;
    },
    kill: (signal) => void child.kill(signal),
  };
  await server.event(({ type }) => type === 'settled');
  return server;
}
