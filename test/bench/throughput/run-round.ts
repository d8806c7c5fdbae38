import { setTimeout as pause } from 'node:timers/promises';
import { readCpuSeconds } from '../process-cpu.ts';
import { watchMachine } from '../watch-machine.ts';
import { TOKEN, type Contestant } from './contestants.ts';
import type { LoadGenerator } from './load-generator.ts';
import type { LoadOrder, LoadResult } from './push-load.ts';

/** One contestant under load once. */
export interface Round extends LoadResult {
  readonly pushesPerSecond: number;
  /** Processor time of the server with all that it does afterwards because of these pushes, in milliseconds per push. */
  readonly cpuMsPerPush: number;
  /** How many processors each kept busy while pushes came. */
  readonly busy: { readonly server: number; readonly generator: number; readonly model: number };
  /** How busy the whole machine was meanwhile, 0 to 1. */
  readonly machineLoad: number;
}

export interface RoundParts {
  readonly contestant: Contestant;
  readonly generator: LoadGenerator;
  readonly modelPid: number;
  readonly order: Omit<LoadOrder, 'origin' | 'token'>;
  /** So long what the pushes left to do is waited for and counted. */
  readonly aftermathMs: number;
}

/** Pushes, waits, and counts. */
export async function runRound(parts: RoundParts): Promise<Round> {
  const { contestant, generator, modelPid } = parts;
  const pids = { server: contestant.pid, generator: generator.pid, model: modelPid };
  const before = readAll(pids);
  const load = watchMachine();
  const result = await generator.run({ ...parts.order, origin: contestant.origin, token: TOKEN });
  const atEnd = readAll(pids);
  const machineLoad = load();
  await pause(parts.aftermathMs);
  const busy = (who: keyof typeof pids) => (atEnd[who] - before[who]) / result.seconds;
  const serverSeconds = readCpuSeconds(pids.server) - before.server;
  return {
    ...result,
    pushesPerSecond: result.pushes / result.seconds,
    cpuMsPerPush: (serverSeconds * 1000) / result.pushes,
    busy: { server: busy('server'), generator: busy('generator'), model: busy('model') },
    machineLoad,
  };
}

function readAll(pids: Readonly<Record<'server' | 'generator' | 'model', number>>) {
  return {
    server: readCpuSeconds(pids.server),
    generator: readCpuSeconds(pids.generator),
    model: readCpuSeconds(pids.model),
  };
}
