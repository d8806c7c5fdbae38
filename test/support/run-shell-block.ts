import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Where the commands of a block are typed. */
export interface ShellPlace {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** Starts a server that goes on until it is stopped. */
const STARTS_SERVER = /^\s*(?:npm start|npm run (?:dev|simulator)|kuaihui start)\b/;
const LISTENS = '"code":"listening"';

/**
 * Types the commands of a block beside a server, and throws with their output when one fails. A block that starts the
 * server itself has no other; the line goes on until the block has ended, as in a terminal of its own.
 */
export async function runShellBlock(code: string, place: ShellPlace): Promise<void> {
  const lines = code.split('\n').filter((line) => line.trim() !== '');
  const parts = lines.some((line) => STARTS_SERVER.test(line)) ? lines : ['npm start', code];
  const servers: ChildProcess[] = [];
  try {
    for (const part of parts)
      if (STARTS_SERVER.test(part)) servers.push(await startServer(part, place));
      else await run(part, place);
  } finally {
    await Promise.all(servers.map(stop));
  }
}

/** Types a line that starts a server, and waits until it listens. */
async function startServer(line: string, place: ShellPlace): Promise<ChildProcess> {
  const child = type(line, place);
  const output = gather(child);
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', () => output.join('').includes(LISTENS) && resolve());
    child.once('exit', () => reject(new Error(`${line}\n${output.join('')}`)));
  });
  return child;
}

/** Ends a server and what it started. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, 'close');
  process.kill(-child.pid, 'SIGTERM');
  await ended;
}

async function run(code: string, place: ShellPlace): Promise<void> {
  const child = type(code, place);
  const output = gather(child);
  const [exitCode] = (await once(child, 'close')) as [number | null];
  if (exitCode !== 0)
    throw new Error(`${code}\nended with exit code ${exitCode}:\n${output.join('')}`);
}

function type(code: string, { folder, environment }: ShellPlace): ChildProcess {
  return spawn('bash', ['-euo', 'pipefail', '-c', code], {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that what it starts can be ended with it.
    detached: true,
  });
}

function gather(child: ChildProcess): readonly string[] {
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  return output;
}
