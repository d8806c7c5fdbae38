import { loadavg } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { buildServer } from './build-server.ts';
import { describeServer, mostWaiting, patienceOfCrowd, SERVER_HEAD } from './crowd.ts';
import { listMissed, writeReport } from './report.ts';
import { runRow, type Row, type RowResult } from './run-row.ts';
import type { Program } from './server-process.ts';
import { startStage, type Stage, type Ways } from './start-stage.ts';
import { seconds, writeTable } from './table.ts';
import { figuresOf } from './targets.ts';

const USAGE = `Measures how answers reach followers, against a played WeChat and a played model.

  npm run bench:delivery                       every row, about 5 minutes
  npm run bench:delivery -- --quick            three rows, under a minute
  npm run bench:delivery -- --crowd 2000       so many followers wait at once
  npm run bench:delivery -- --crowd 10000 --seconds 50 --within 50 --heap 400
  --seconds 20   the crowd's model takes so long for an answer
  --model-calls 1000                           the server lets so many answers be written at once
  --within 5     the crowd comes in so many seconds
  --heap 400     the crowd's server runs with NODE_OPTIONS=--max-old-space-size=400
  --markdown     writes the tables as Markdown
  --only with | without                        customer-service messages
  --show-wrong   prints the screens of followers who did not get their answer right
  --keep         keeps the data folders and logs`;

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    crowd: { type: 'string' },
    seconds: { type: 'string', default: '20' },
    'model-calls': { type: 'string', default: '1000' },
    within: { type: 'string', default: '5' },
    heap: { type: 'string' },
    only: { type: 'string' },
    markdown: { type: 'boolean', default: false },
    'show-wrong': { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const NAMED_KINDS: readonly (readonly [name: string, ways: Ways])[] = [
  ['with', 'with customer-service'],
  ['without', 'without'],
];
const KINDS = NAMED_KINDS.filter(([name]) => name === (values.only ?? name)).map(
  ([, ways]) => ways,
);
const FOLLOWERS = 50;
const LENGTHS: readonly (readonly [seconds: number, characters: number])[] = [
  ...[1, 3, 6, 10, 14, 20, 40, 60].map((seconds) => [seconds, 600] as const),
  [20, 1500],
  [40, 1500],
];
const QUICK: typeof LENGTHS = [
  [3, 600],
  [6, 600],
  [20, 1500],
];
/** A process that has just started is several times slower for a moment: the first questions are asked before the rows. */
const WARM_UP = { seconds: 1, characters: 600, withinMs: 0 };

if (values.help) console.log(USAGE);
else process.exitCode = (await measure()) ? 0 : 1;

async function measure(): Promise<boolean> {
  const form = values.markdown ? 'markdown' : 'plain';
  const own = monitorEventLoopDelay({ resolution: 10 });
  own.enable();
  console.error('Compiling the server …');
  const built = await buildServer();
  try {
    const crowd = values.crowd === undefined ? undefined : Number(values.crowd);
    const results = crowd ? await runCrowds(crowd, built, form) : await runRows(built);
    console.log(writeReport(results, form, missedOf));
    const ownP99Ms = Math.max(0, own.percentile(99) / 1e6 - 10);
    console.log(
      `\nTimes in seconds from sending. The benchmark's own event-loop delay p99 was ${ownP99Ms.toFixed(0)} ms, the machine's load ${loadavg()[0]?.toFixed(1)}.`,
    );
    if (values['show-wrong']) results.forEach(showWrong);
    return results.every((result) => missedOf(result).length === 0);
  } finally {
    built.remove();
  }
}

/** The two kinds of account at the same time, the rows of each one after the other. */
async function runRows(program: Program): Promise<RowResult[]> {
  const lengths = values.quick ? QUICK : LENGTHS;
  const lanes = await Promise.all(
    KINDS.map(async (ways) => {
      const stage = await startStage({ ways, program, keep: values.keep });
      try {
        const results: RowResult[] = [];
        await warmUp(stage);
        for (const [at, [wholeSeconds, characters]] of lengths.entries()) {
          const firstNumber = 1 + (at + 1) * FOLLOWERS;
          const row = {
            seconds: wholeSeconds,
            characters,
            followers: FOLLOWERS,
            withinMs: 0,
            firstNumber,
          };
          results.push(announce(await runRow(stage, row)));
        }
        return results;
      } finally {
        await stage.stop();
      }
    }),
  );
  return lanes.flat();
}

/** One kind of account after the other, so that a crowd has the machine to itself. */
async function runCrowds(
  followers: number,
  program: Program,
  form: 'plain' | 'markdown',
): Promise<RowResult[]> {
  const results: RowResult[] = [];
  const records: string[][] = [];
  const modelCalls = Number(values['model-calls']);
  const row: Row = {
    seconds: Number(values.seconds),
    characters: 600,
    followers,
    withinMs: Number(values.within) * 1000,
    firstNumber: 1 + FOLLOWERS,
  };
  const patience = patienceOfCrowd(row, modelCalls);
  for (const ways of KINDS) {
    const settings = {
      MAX_ANSWERS_AT_ONCE: String(modelCalls),
      ...(values.heap !== undefined && {
        NODE_OPTIONS: `--max-old-space-size=${values.heap}`,
      }),
    };
    const stage = await startStage({ ways, program, settings, keep: values.keep });
    try {
      await warmUp(stage);
      stage.server().startRecording();
      const result = announce(await runRow(stage, row, patience));
      results.push(result);
      const record = await stage.server().record();
      const calls = { atOnce: stage.mostModelCalls(), allowed: modelCalls };
      const waiting = String(mostWaiting(result.experiences));
      records.push([ways, String(followers), waiting, ...describeServer(record, calls)]);
    } finally {
      await stage.stop();
    }
  }
  console.log(
    `${writeTable(['server', 'followers', 'waiting at once', ...SERVER_HEAD], records, form)}\n`,
  );
  return results;
}

/** What a cold process does to its first followers is told and not judged. */
async function warmUp(stage: Stage): Promise<void> {
  const result = await runRow(stage, { ...WARM_UP, followers: FOLLOWERS, firstNumber: 1 });
  const { first, complete } = figuresOf(result);
  console.error(
    `${stage.ways}, cold, ${WARM_UP.seconds} s: first p95 ${seconds(first.p95)}, complete p95 ${seconds(complete.p95)}`,
  );
}

/** A crowd is measured by its shares; its times are for the reader. */
function missedOf(result: RowResult): string[] {
  const shares = ['whole', 'notices', 'calls'];
  const isCrowd = values.crowd !== undefined;
  return listMissed(result).filter((missed) => !isCrowd || shares.includes(missed));
}

function announce(result: RowResult): RowResult {
  const { row, ways } = result;
  const missed = missedOf(result);
  const verdict = missed.length === 0 ? 'met' : `missed: ${missed.join(', ')}`;
  console.error(`${ways}, ${row.seconds} s, ${row.characters} characters: ${verdict}`);
  return result;
}

function showWrong({ experiences, ways }: RowResult): void {
  const wrong = experiences.filter(
    ({ judgement, modelCalls }) => !judgement.isRight || judgement.notices > 0 || modelCalls !== 1,
  );
  for (const { wish, judgement, modelCalls, transcript } of wrong.slice(0, 3)) {
    const { missing, repeats, outOfOrder, notices } = judgement;
    const twice = repeats.length;
    console.log(`\n${ways}:`, { ...wish, missing, twice, outOfOrder, notices, modelCalls });
    console.log(transcript());
  }
}
