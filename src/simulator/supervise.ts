import { spawn } from 'node:child_process';
import type { Environment } from '../config/env-reader.ts';

/** What a process asks of the one that started it. */
const KILL_ME = 'kill me and start me again';
/** Tells a child that it is supervised. */
const MARK = 'KUAIHUI_SUPERVISED';

/** What of a Node process is used here. */
type ThisProcess = Pick<NodeJS.Process, 'pid' | 'kill' | 'once' | 'send'>;

/**
 * Whether this start needs a process above it, which starts the server again when the simulator's page has it killed.
 * That is for trying out: with a real account, or under PM2 or another parent that talks to it, the server stays alone.
 */
export function needsSupervisor(settings: Environment, self: Pick<ThisProcess, 'send'>): boolean {
  const { WECHAT_TOKEN: token, SIMULATOR: simulator = 'auto' } = settings;
  if (settings[MARK] !== undefined || isUnderPm2(settings) || self.send !== undefined) return false;
  return !token?.trim() && simulator.trim().toLowerCase() !== 'off';
}

/**
 * Runs this same command in a child with the given environment. Signals are passed on, the child's end is this process's
 * end; only a child that asked for it is killed and started again, without the words that are for the first one only.
 */
export function supervise(environment: Environment, onlyFirst: readonly string[] = []): void {
  const isOnWindows = process.platform === 'win32';
  let isAskedToStop = false;
  let words = process.argv.slice(1);

  const begin = () => {
    let isToRunAgain = false;
    const child = spawn(process.execPath, [...process.execArgv, ...words], {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: { ...environment, [MARK]: String(process.pid) },
      // In a group of its own, so that Ctrl+C arrives once: through this process.
      detached: !isOnWindows,
    });
    words = words.filter((word) => !onlyFirst.includes(word));
    const passOn = (signal: NodeJS.Signals) => {
      isAskedToStop = true;
      // On Windows Ctrl+C reaches every process of the console.
      if (!isOnWindows) child.kill(signal);
    };
    process.on('SIGINT', passOn).on('SIGTERM', passOn);
    child.on('message', (message) => {
      if (message !== KILL_ME || isAskedToStop) return;
      isToRunAgain = true;
      child.kill('SIGKILL');
    });
    child.once('error', (error) => {
      console.error(error);
      process.exit(1);
    });
    child.once('exit', (code, signal) => {
      process.off('SIGINT', passOn).off('SIGTERM', passOn);
      if (isToRunAgain && !isAskedToStop) return begin();
      if (signal === null) process.exit(code ?? 1);
      process.kill(process.pid, signal);
    });
  };
  begin();
}

/** Ends this process as abruptly as the one above it ended: what is killed is not to live on unseen. */
export function dieWithSupervisor(environment: Environment, self: ThisProcess): void {
  if (environment[MARK] !== undefined) {
    self.once('disconnect', () => self.kill(self.pid, 'SIGKILL'));
  }
}

/** How this process can be killed so that it is started again; undefined where nothing would start it. */
export function findKill(environment: Environment, self: ThisProcess): (() => void) | undefined {
  if (environment[MARK] !== undefined && self.send) return () => void self.send?.(KILL_ME);
  if (isUnderPm2(environment)) return () => void self.kill(self.pid, 'SIGKILL');
  return undefined;
}

/** PM2 starts again what died; it numbers its processes. */
function isUnderPm2(environment: Environment): boolean {
  return environment['pm_id'] !== undefined;
}
