import { readCpuSeconds } from '../process-cpu.ts';
import { watchMachine } from '../watch-machine.ts';
import { TOKEN, type Contestant } from './contestants.ts';
import type { LoadGenerator } from './load-generator.ts';
import type { LoadOrder, LoadResult } from './push-load.ts';

/** One contestant under load once. */
export interface Round extends LoadResult {
  readonly pushesPerSecond: number;
  /** Processor time that the server had used before, in seconds. */
  readonly serverSecondsBefore: number;
  /** How many processors each kept busy while pushes came. */
  readonly busy: { readonly server: number; readonly generator: number; readonly model: number };
  /** How busy the whole machine was meanwhile, 0 to 1. */
  readonly machineLoad: number;
}

/** A round, with what it cost. */
export interface CountedRound extends Round {
  /** Processor time of the server until its next round, and so with what these pushes left to do, in milliseconds per push. */
  readonly cpuMsPerPush: number;
}

export interface RoundDeps {
  readonly contestant: Contestant;
  readonly generator: LoadGenerator;
  readonly modelPid: number;
  readonly order: Omit<LoadOrder, 'origin' | 'token'>;
}

/** Pushes, and counts. */
export async function runRound(deps: RoundDeps): Promise<Round> {
  const { contestant, generator, modelPid } = deps;
  const pids = { server: contestant.pid, generator: generator.pid, model: modelPid };
  const before = readAll(pids);
  const load = watchMachine();
  const result = await generator.run({ ...deps.order, origin: contestant.origin, token: TOKEN });
  const after = readAll(pids);
  const busy = (who: keyof typeof pids) => (after[who] - before[who]) / result.seconds;
  return {
    ...result,
    pushesPerSecond: result.pushes / result.seconds,
    serverSecondsBefore: before.server,
    busy: { server: busy('server'), generator: busy('generator'), model: busy('model') },
    machineLoad: load(),
  };
}

/** All rounds of one contestant in their order; `serverSeconds` is what its server had used when all was done. */
export function countCpu(rounds: readonly Round[], serverSeconds: number): CountedRound[] {
  return rounds.map((round, at) => {
    const until = rounds[at + 1]?.serverSecondsBefore ?? serverSeconds;
    return { ...round, cpuMsPerPush: ((until - round.serverSecondsBefore) * 1000) / round.pushes };
  });
}

function readAll(pids: Readonly<Record<'server' | 'generator' | 'model', number>>) {
  return {
    server: readCpuSeconds(pids.server),
    generator: readCpuSeconds(pids.generator),
    model: readCpuSeconds(pids.model),
  };
}
