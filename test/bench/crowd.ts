import type { Patience } from './patient-follower.ts';
import type { Experience, Row } from './run-row.ts';
import type { ProcessRecord } from './server-process.ts';

/** What is promised of the process that serves a crowd. */
const TARGET = { delayP99Ms: 50, rssMegabytes: 600 };
const MEGABYTE = 1e6;
/** How long people who wait in a crowd leave an offer to look again alone. */
const TAPS_AFTER_MS = { least: 5000, most: 15_000 };
/** Nothing came and nothing was offered; a failure notice makes people write again sooner. */
const WRITES_BY_HAND_AFTER_MS = { silence: 60_000, notice: 5000 };
/** Beyond the time that the model needs for all of them. */
const SLACK_MS = 120_000;

/** People in a crowd wait until the model can have answered all of them, and do not tap at once. */
export function patienceOfCrowd(row: Row, modelCalls: number): Patience {
  const rounds = Math.ceil(row.followers / modelCalls);
  return {
    atMostMs: rounds * row.seconds * 1000 + SLACK_MS,
    tapsAfterMs: TAPS_AFTER_MS,
    // In a long queue silence is what they were told to expect.
    writesByHandAfterMs: {
      ...WRITES_BY_HAND_AFTER_MS,
      silence: rounds * row.seconds * 1000 + WRITES_BY_HAND_AFTER_MS.silence,
    },
  };
}

/** How many followers at most had asked and not read the whole answer yet, at any one moment. */
export function mostWaiting(experiences: readonly Experience[]): number {
  const steps = experiences.flatMap(({ askedAt, judgement }) => [
    { at: askedAt, by: 1 },
    ...(judgement.completeAt === undefined ? [] : [{ at: judgement.completeAt, by: -1 }]),
  ]);
  let waiting = 0;
  let mostAtOnce = 0;
  for (const { by } of steps.sort((a, b) => a.at - b.at)) {
    waiting += by;
    mostAtOnce = Math.max(mostAtOnce, waiting);
  }
  return mostAtOnce;
}

export const SERVER_HEAD = [
  ...['loop delay p50 ms', 'p99 ms', 'most ms', 'memory most MB', 'heap MB', 'cpu s'],
  ...['model calls at once', 'verdict'],
];

/** What the server's process was like, below `SERVER_HEAD`. */
export function describeServer(
  record: ProcessRecord,
  modelCalls: { readonly atOnce: number; readonly allowed: number },
): string[] {
  const rssMegabytes = record.mostRssBytes / MEGABYTE;
  const missed = [
    ...(record.delayP99Ms >= TARGET.delayP99Ms ? ['loop delay'] : []),
    ...(rssMegabytes >= TARGET.rssMegabytes ? ['memory'] : []),
    ...(modelCalls.atOnce > modelCalls.allowed ? ['model calls'] : []),
  ];
  return [
    record.delayP50Ms.toFixed(0),
    record.delayP99Ms.toFixed(0),
    record.delayMostMs.toFixed(0),
    rssMegabytes.toFixed(0),
    (record.heapUsedBytes / MEGABYTE).toFixed(0),
    record.cpuSeconds.toFixed(1),
    String(modelCalls.atOnce),
    missed.length === 0 ? 'met' : `missed: ${missed.join(', ')}`,
  ];
}
