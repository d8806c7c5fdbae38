import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { buildServer } from './build-server.ts';
import { readCpuSeconds } from './process-cpu.ts';
import type { Program } from './server-process.ts';
import {
  CLASSIC_BOT,
  startContestant,
  startInstantModel,
  type Contestant,
} from './throughput/contestants.ts';
import { startLoadGenerator, type LoadGenerator } from './throughput/load-generator.ts';
import type { LoadOrder } from './throughput/push-load.ts';
import { writeComparisons, writeSeries, type Series } from './throughput/report.ts';
import { countCpu, runRound, type Round } from './throughput/run-round.ts';

const USAGE = `Measures how many pushes a second are answered, with a model that answers at once: Kuaihui in one process and in
several, and the classic tutorial bot (wechat on Express, one openai call per request, nothing stored), by turns.

  npm run bench:throughput                     about 7 minutes
  npm run bench:throughput -- --quick          about 2 minutes, for a first look
  --rounds 20        how often each has its turn
  --seconds 3        how long a turn lasts; the servers idle while the others have theirs
  --connections 64   pushes that are open at each moment
  --followers 20000  who write by turns
  --processes 2      of the third server
  --reuse keep-alive | new                     only one way of connecting
  --redis URL        Kuaihui keeps its data there; the Redis should be empty and its own
  --markdown         writes the tables as Markdown`;

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    connections: { type: 'string', default: '64' },
    followers: { type: 'string', default: '20000' },
    processes: { type: 'string', default: '2' },
    reuse: { type: 'string' },
    redis: { type: 'string' },
    markdown: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const WARM_UP_SECONDS = 5;
/** The server may look once more at a follower 8 s after the answer, which belongs to the push. */
const AFTERMATH_MS = 9500;

if (values.help) console.log(USAGE);
else process.exitCode = (await measure()) ? 0 : 1;

async function measure(): Promise<boolean> {
  const form = values.markdown ? 'markdown' : 'plain';
  console.error('Compiling the server …');
  const built = await buildServer();
  const model = await startInstantModel();
  const generator = await startLoadGenerator();
  const contestants: Contestant[] = [];
  try {
    const start = async (name: string, program: Program, processes: number) => {
      // Servers with the same keys would take over each other's work.
      const settings: Record<string, string> =
        values.redis === undefined
          ? {}
          : { REDIS_URL: values.redis, REDIS_KEY_PREFIX: `bench${contestants.length}` };
      const options = { name, program, processes, modelUrl: model.url, settings };
      contestants.push(await startContestant(options));
    };
    await start('classic bot', { main: CLASSIC_BOT }, 1);
    await start('Kuaihui', built, 1);
    const processes = Number(values.processes);
    await start(`Kuaihui, ${processes} processes`, built, processes);

    const all: Series[] = [];
    for (const reuse of waysOfConnecting())
      all.push(...(await runByTurns(contestants, reuse, generator, model.pid)));
    const find = (at: number, { reuse }: Series) =>
      all.find((one) => one.reuse === reuse && one.name === contestants[at]?.name);
    const comparisons = all.flatMap((series) => {
      const against = find(contestants.findIndex(({ name }) => name === series.name) - 1, series);
      return against ? [{ series, against }] : [];
    });
    console.log(writeSeries(all, form));
    console.log(`\n${writeComparisons(comparisons, form)}`);
    return all.every(({ rounds }) => rounds.every(({ wrong }) => wrong === 0));
  } finally {
    for (const contestant of contestants) await contestant.stop();
    await generator.stop();
    await model.stop();
    built.remove();
  }
}

function waysOfConnecting(): readonly LoadOrder['reuse'][] {
  if (values.reuse === 'keep-alive') return ['keep-alive'];
  if (values.reuse === 'new') return ['new connections'];
  return ['keep-alive', 'new connections'];
}

/** A B C A B C …: whatever else the machine does in some seconds, it does to all of them. */
async function runByTurns(
  contestants: readonly Contestant[],
  reuse: LoadOrder['reuse'],
  generator: LoadGenerator,
  modelPid: number,
): Promise<Series[]> {
  const order = {
    reuse,
    connections: Number(values.connections),
    followers: Number(values.followers),
    seconds: Number(values.seconds ?? (values.quick ? 2 : 3)),
  };
  const parts = { generator, modelPid };
  for (const contestant of contestants)
    await runRound({ ...parts, contestant, order: { ...order, seconds: WARM_UP_SECONDS } });

  const count = Number(values.rounds ?? (values.quick ? 4 : 20));
  const rounds = contestants.map((): Round[] => []);
  for (let number = 1; number <= count; number += 1)
    for (const [at, contestant] of contestants.entries()) {
      const round = await runRound({ ...parts, contestant, order });
      rounds[at]?.push(round);
      announce(round, `${reuse}, round ${number}, ${contestant.name}`);
    }
  await pause(AFTERMATH_MS);
  return contestants.map(({ name, processes, pid }, at) => ({
    name,
    processes,
    reuse,
    rounds: countCpu(rounds[at] ?? [], readCpuSeconds(pid)),
  }));
}

function announce({ pushesPerSecond, wrong, firstWrong }: Round, what: string): void {
  const figures = `${pushesPerSecond.toFixed(0)} pushes/s`;
  console.error(`${what}: ${figures}${wrong > 0 ? `, ${wrong} wrong: ${firstWrong}` : ''}`);
}
