import { mean, most, percentile, sum } from '../statistics.ts';
import { share, writeTable } from '../table.ts';
import type { LoadOrder } from './push-load.ts';
import type { CountedRound } from './run-round.ts';

/** All rounds of one contestant in one way of connecting. */
export interface Series {
  readonly name: string;
  readonly processes: number;
  readonly reuse: LoadOrder['reuse'];
  readonly rounds: readonly CountedRound[];
}

/** Two series of the same way of connecting, round by round. */
export interface Comparison {
  readonly series: Series;
  readonly against: Series;
}

/** From so much of a processor on, a process that has one thread counts as full. */
const FULL = 0.9;
const MACHINE_IS_FULL = 0.95;

type Form = 'plain' | 'markdown';

/** One line for each series: medians, and the least and most of what is compared. */
export function writeSeries(all: readonly Series[], form: Form): string {
  const head = [
    ...['server', 'connections', 'rounds', 'pushes', 'wrong', 'pushes/s', 'least', 'most'],
    ...['p50 ms', 'p99 ms', 'cpu s per 1,000', 'least', 'most'],
    ...['server cores', 'generator', 'model', 'machine', 'bound by'],
  ];
  const rows = all.map(({ name, reuse, rounds, processes }) => {
    const of = (read: (round: CountedRound) => number) => rounds.map(read);
    const rate = of((round) => round.pushesPerSecond);
    // Milliseconds for one are seconds for a thousand.
    const cpu = of((round) => round.cpuMsPerPush);
    return [
      name,
      reuse,
      String(rounds.length),
      String(sum(of((round) => round.pushes))),
      String(sum(of((round) => round.wrong))),
      ...spread(rate, 0),
      median(of((round) => round.p50Ms)).toFixed(1),
      median(of((round) => round.p99Ms)).toFixed(1),
      ...spread(cpu, 3),
      mean(of((round) => round.busy.server)).toFixed(2),
      mean(of((round) => round.busy.generator)).toFixed(2),
      mean(of((round) => round.busy.model)).toFixed(2),
      share(mean(of((round) => round.machineLoad)), 1),
      nameBound(rounds, processes),
    ];
  });
  return writeTable(head, rows, form);
}

/** Each round of one server against the same round of another, so that a noisy moment weighs on both. */
export function writeComparisons(comparisons: readonly Comparison[], form: Form): string {
  const head = ['server', 'against', 'connections', 'pushes/s', 'least', 'most', 'cpu per push'];
  const rows = comparisons.map(({ series, against }) => {
    const times = (read: (round: CountedRound) => number) =>
      series.rounds.map((round, at) => read(round) / read(against.rounds[at] ?? round));
    const rate = times((round) => round.pushesPerSecond);
    const cpu = times((round) => round.cpuMsPerPush);
    return [series.name, against.name, series.reuse, ...spread(rate, 2), ...spread(cpu, 2)];
  });
  return writeTable([...head, 'least', 'most'], rows, form);
}

function nameBound(rounds: readonly CountedRound[], processes: number): string {
  const busy = (who: keyof CountedRound['busy']) => mean(rounds.map((round) => round.busy[who]));
  const bounds = [
    ...(busy('server') >= FULL * processes ? ['the server'] : []),
    ...(busy('generator') >= FULL ? ['the load generator'] : []),
    ...(busy('model') >= FULL ? ['the played model'] : []),
    ...(mean(rounds.map((round) => round.machineLoad)) >= MACHINE_IS_FULL
      ? ['the machine’s processors']
      : []),
  ];
  return bounds.join(', ') || 'none is full';
}

function spread(values: readonly number[], digits: number): string[] {
  return [median(values), -most(values.map((value) => -value)), most(values)].map((value) =>
    value.toFixed(digits),
  );
}

function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}
