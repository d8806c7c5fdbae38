import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from './find-free-port.ts';

/** A Redis that a test may do anything with. It appends what is written to a file, so that a restart keeps it. */
export interface RedisServer {
  readonly url: string;
  /** The port is the same as before. */
  start(): Promise<void>;
  /** `gently`: as `systemctl stop` does; `at once`: as a crash or `kill -9` does. */
  stop(how?: 'gently' | 'at once'): Promise<void>;
  /** Deletes its data; only while it is stopped. */
  empty(): void;
  /** It hangs: connections stay open, and nothing is answered until `resume`. */
  pause(): void;
  resume(): void;
  /** Stops it and deletes its folder. */
  close(): Promise<void>;
}

export interface RedisServerSettings {
  readonly password?: string;
  /** More options as on its command line, such as `--appendonly no`. */
  readonly options?: readonly string[];
}

/** Another program may take the free port first. */
const PORTS_TO_TRY = 5;

/** Starts the program at `path` on a free port of 127.0.0.1, with its data in a temporary folder. */
export async function startRedisServer(
  path: string,
  { password, options = [] }: RedisServerSettings = {},
): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-redis-'));
  const run = (port: number) =>
    runRedis(path, [
      ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder],
      ...['--daemonize', 'no', '--save', '', '--appendonly', 'yes'],
      ...['--maxmemory-policy', 'noeviction'],
      ...(password === undefined ? [] : ['--requirepass', password]),
      ...options,
    ]);
  const first = await tryPorts(run).catch((error: unknown) => {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  });
  const { port } = first;
  let child: ChildProcess | undefined = first.child;

  const stop = async (how: 'gently' | 'at once' = 'gently') => {
    const stopping = child;
    child = undefined;
    if (stopping) await end(stopping, how === 'gently' ? 'SIGTERM' : 'SIGKILL');
  };
  return {
    url: `redis://${password === undefined ? '' : `:${encodeURIComponent(password)}@`}127.0.0.1:${port}`,
    async start() {
      if (child) throw new Error('This Redis runs already');
      child = await run(port);
    },
    stop,
    empty() {
      if (child) throw new Error('Stop this Redis before its data is deleted');
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
    },
    pause: () => void child?.kill('SIGSTOP'),
    resume: () => void child?.kill('SIGCONT'),
    async close() {
      await stop('at once');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function tryPorts(run: (port: number) => Promise<ChildProcess>) {
  for (let triesLeft = PORTS_TO_TRY; ; triesLeft -= 1) {
    const port = await findFreePort();
    try {
      return { port, child: await run(port) };
    } catch (error) {
      if (triesLeft === 1) throw error;
    }
  }
}

/** Resolves when it takes connections. */
function runRedis(path: string, options: readonly string[]): Promise<ChildProcess> {
  const child = spawn(path, options, { stdio: ['ignore', 'pipe', 'pipe'] });
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('Ready to accept connections')) resolve(child);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`Redis did not start: ${said}`)));
  });
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}
