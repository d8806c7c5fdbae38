import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { endsWell, runProgram } from './run-program.ts';

/** As podman finds it without systemd; runc also knows machines that have both versions of cgroups. */
const PODMAN = ['--runtime', 'runc', '--cgroup-manager', 'cgroupfs'];
/** As `compose.yaml` runs it. */
const LOCKED = ['--read-only', '--tmpfs', '/tmp', '--cap-drop', 'all'];
const NO_NEW_PRIVILEGES = ['--security-opt', 'no-new-privileges'];
/** podman would raise them, which root of a virtual machine may not always do. */
const LIMITS = ['--ulimit', 'nofile=4096:4096', '--ulimit', 'nproc=1024:1024'];
const GRACE_SECONDS = 30;

/** A container of the image, started as `compose.yaml` starts it. */
export interface Container {
  /** The lines of its log up to the one that says that it listens. */
  readonly startLines: readonly string[];
  /** Runs a command in it, and returns its output. */
  run(...words: readonly string[]): Promise<string>;
  /** Whether the image's own health check passes now. */
  isHealthy(): Promise<boolean>;
  /** Asks it to end as Docker does; returns its exit code. */
  stop(): Promise<number>;
}

/** Starts a container with the host's network, and waits until it listens. */
export async function startContainer(options: {
  readonly image: string;
  readonly volume: string;
  readonly environment: Readonly<Record<string, string>>;
}): Promise<Container> {
  const { image, volume, environment } = options;
  const id = await runProgram('podman', [
    ...[...PODMAN, 'run', '--detach', '--network', 'host'],
    ...[...LOCKED, ...NO_NEW_PRIVILEGES, ...LIMITS, '--volume', `${volume}:/data`],
    ...Object.entries(environment).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
    image,
  ]);
  return {
    startLines: await readUntilListening(id),
    run: (...words) => runProgram('podman', [...PODMAN, 'exec', id, ...words]),
    isHealthy: () => endsWell('podman', [...PODMAN, 'healthcheck', 'run', id]),
    stop: async () => {
      await runProgram('podman', [...PODMAN, 'stop', '--time', String(GRACE_SECONDS), id]);
      const code = await runProgram('podman', [
        ...['inspect', '--format', '{{.State.ExitCode}}', id],
      ]);
      await runProgram('podman', [...PODMAN, 'rm', id]);
      return Number(code);
    },
  };
}

/** Runs a command in a container of its own, and returns its output. */
export async function runInImage(image: string, ...words: readonly string[]): Promise<string> {
  return runProgram('podman', [...PODMAN, 'run', '--rm', ...LOCKED, ...LIMITS, image, ...words]);
}

/** Removes a volume with its data, and the containers that use it. */
export async function removeVolume(volume: string): Promise<void> {
  await runProgram('podman', [...PODMAN, 'volume', 'rm', '--force', volume]);
}

async function readUntilListening(id: string): Promise<readonly string[]> {
  const log = spawn('podman', [...PODMAN, 'logs', '--follow', id], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  try {
    for await (const line of createInterface({ input: log.stdout })) {
      lines.push(line);
      // The last line of a start without an account.
      if (line.includes('"code":"metrics_at"')) return lines;
    }
  } finally {
    log.kill();
  }
  throw new Error(`The container ended before it listened:\n${lines.join('\n')}`);
}
