import { fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What the process measured of itself since `startRecording`. */
export interface ProcessRecord {
  readonly delayP50Ms: number;
  readonly delayP99Ms: number;
  readonly delayMostMs: number;
  readonly mostRssBytes: number;
  readonly heapUsedBytes: number;
  readonly cpuSeconds: number;
}

/** The real server, in a process of its own. */
export interface ServerProcess {
  readonly pid: number;
  startRecording(): void;
  record(): Promise<ProcessRecord>;
  readonly isRunning: () => boolean;
  /** SIGSTOP: it does nothing more until `resume`, and its connections stay open. */
  pause(): void;
  resume(): void;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM, and SIGKILL when that is not obeyed in time. */
  stop(): Promise<void>;
}

/** A program that says `ready`, such as the compiled server. */
export interface Program {
  readonly main: string;
  /** Of Node. */
  readonly flags?: readonly string[];
}

export interface ServerProcessOptions {
  /** The source of the server runs when absent. */
  readonly program?: Program | undefined;
  readonly folder: string;
  readonly settings: Readonly<Record<string, string>>;
  /** Modules that are loaded first, as `--import` takes them. */
  readonly imports?: readonly string[];
  /** Where the log goes, behind what is there. */
  readonly logFile: string;
}

const READY_WITHIN_MS = 20_000;
const STOPS_WITHIN_MS = 5000;

/** Starts the server and waits until it listens. */
export async function startServerProcess(options: ServerProcessOptions): Promise<ServerProcess> {
  const recorder = new URL('record-process.js', import.meta.url).href;
  const source = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
  const { main, flags = [] } = options.program ?? { main: source };
  const loader = main.endsWith('.ts') ? [import.meta.resolve('tsx')] : [];
  const imports = [...loader, ...(options.imports ?? []), recorder];
  const log = openSync(options.logFile, 'a');
  const child = fork(main, {
    // The folder holds no .env, and nothing of this process's environment gets through.
    cwd: options.folder,
    env: { PATH: process.env['PATH'], ...options.settings },
    execArgv: [...flags, ...imports.flatMap((module) => ['--import', module])],
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  const exited = once(child, 'exit');
  const killWithUs = () => child.kill('SIGKILL');
  process.once('exit', killWithUs);
  void exited.then(() => process.off('exit', killWithUs));

  const isReady = once(child, 'message', { signal: AbortSignal.timeout(READY_WITHIN_MS) });
  const first = await Promise.race([
    isReady.then(
      () => 'ready',
      () => 'silent',
    ),
    exited.then(() => 'exited'),
  ]);
  if (first !== 'ready') {
    child.kill('SIGKILL');
    const isReadable = statSync(options.logFile).isFile();
    const tail = isReadable ? readFileSync(options.logFile, 'utf8').slice(-2000) : '';
    throw new Error(`The server did not become ready (${first}). Its log ends with:\n${tail}`);
  }

  const isRunning = () => child.exitCode === null && child.signalCode === null;
  const end = async (signal: NodeJS.Signals) => {
    if (!isRunning()) return;
    child.kill(signal);
    const force = setTimeout(killWithUs, STOPS_WITHIN_MS);
    await exited;
    clearTimeout(force);
  };
  return {
    pid: child.pid ?? NaN,
    startRecording: () => void child.send('start recording'),
    async record() {
      child.send('what was recorded?');
      const signal = AbortSignal.timeout(READY_WITHIN_MS);
      const [record] = (await once(child, 'message', { signal })) as [ProcessRecord];
      return record;
    },
    isRunning,
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}
