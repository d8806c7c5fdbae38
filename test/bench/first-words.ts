import { parseArgs } from 'node:util';
import type { DeliveryStyle } from '../../src/delivery/policy.ts';
import { buildServer } from './build-server.ts';
import { runRow, type Experience, type Row, type RowResult } from './run-row.ts';
import type { Program } from './server-process.ts';
import { startStage } from './start-stage.ts';
import { mean, percentile } from './statistics.ts';
import { seconds, share, writeTable } from './table.ts';
import { varyWishes } from './vary-wishes.ts';

const USAGE = `Compares DELIVERY_STYLE=early with adaptive on an account with customer-service messages: when the first words
come, and how many messages an answer takes.

  npm run bench:first-words
  npm run bench:first-words -- --seed 7 --followers 300    of the row with varied lengths
  npm run bench:first-words -- --markdown`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '7' },
    followers: { type: 'string', default: '300' },
    markdown: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const STYLES: readonly DeliveryStyle[] = ['early', 'adaptive'];
const EVEN: readonly (readonly [seconds: number, characters: number])[] = [
  [10, 600],
  [14, 600],
  [20, 600],
  [20, 1500],
  [40, 1500],
];
const EVEN_FOLLOWERS = 50;
/** The answers by which the account's next ones are judged. */
const BEFORE = 100;
const IN_TIME_S = 4;
const MOST_FIRST_P50_MS = 2500;
const LEAST_IN_ONE = 0.95;

if (values.help) console.log(USAGE);
else process.exitCode = (await measure()) ? 0 : 1;

async function measure(): Promise<boolean> {
  const built = await buildServer();
  try {
    // Side by side, so that both meet the same machine.
    const [early = [], adaptive = []] = await Promise.all(
      STYLES.map((style) => runAll(style, built)),
    );
    const lines = adaptive.flatMap((result, at) => {
      const before = early[at];
      return before ? [compare(before, result)] : [];
    });
    const head = [
      'T s',
      'chars',
      'whole',
      'first p50 early',
      'adaptive',
      'messages early',
      'adaptive',
      'in one of those whole before 4 s: early',
      'adaptive',
      'verdict',
    ];
    const form = values.markdown ? 'markdown' : 'plain';
    console.log(
      writeTable(
        head,
        lines.map(({ cells }) => cells),
        form,
      ),
    );
    return lines.every(({ isMet }) => isMet);
  } finally {
    built.remove();
  }
}

/** The rows of one style, one after the other; before each come answers of the same sort. */
async function runAll(style: DeliveryStyle, program: Program): Promise<RowResult[]> {
  const stage = await startStage({
    ways: 'with customer-service',
    program,
    settings: { DELIVERY_STYLE: style },
  });
  let firstNumber = 1;
  const run = async (row: Omit<Row, 'firstNumber'>) => {
    const result = await runRow(stage, { ...row, firstNumber });
    firstNumber += row.followers;
    return result;
  };
  const varied = { seconds: 0, characters: 0, withinMs: 30_000 };
  try {
    const results: RowResult[] = [];
    await run({ seconds: 1, characters: 600, followers: EVEN_FOLLOWERS, withinMs: 0 });
    for (const [wholeSeconds, characters] of EVEN)
      results.push(
        await run({ seconds: wholeSeconds, characters, followers: EVEN_FOLLOWERS, withinMs: 0 }),
      );
    await run({ ...varied, followers: 2 * BEFORE, vary: varyWishes(Number(values.seed) + 1) });
    const followers = Number(values.followers);
    results.push(await run({ ...varied, followers, vary: varyWishes(Number(values.seed)) }));
    return results;
  } finally {
    await stage.stop();
  }
}

function compare(early: RowResult, adaptive: RowResult) {
  const { row } = adaptive;
  const isVaried = row.vary !== undefined;
  const [before, after] = [figuresOf(early), figuresOf(adaptive)];
  const isWhole = after.whole === row.followers && before.whole === row.followers;
  const isMet =
    isWhole &&
    (isVaried
      ? after.inOne >= LEAST_IN_ONE
      : after.firstP50Ms <= MOST_FIRST_P50_MS && after.messages <= before.messages + 1);
  const cells = [
    isVaried ? 'varied' : String(row.seconds),
    isVaried ? 'varied' : String(row.characters),
    share(after.whole, row.followers),
    seconds(before.firstP50Ms),
    seconds(after.firstP50Ms),
    before.messages.toFixed(2),
    after.messages.toFixed(2),
    isVaried ? share(before.inOne, 1) : '-',
    isVaried ? `${share(after.inOne, 1)} of ${after.inTime}` : '-',
    isMet ? 'met' : 'missed',
  ];
  return { cells, isMet };
}

function figuresOf({ experiences }: RowResult) {
  const inTime = experiences.filter(({ wish }) => wish.seconds < IN_TIME_S);
  const inOne = inTime.filter((experience) => messagesOf(experience) === 1);
  return {
    whole: experiences.filter(({ judgement }) => judgement.isRight).length,
    firstP50Ms: percentile(
      experiences.map(({ judgement, askedAt }) => (judgement.firstAt ?? Infinity) - askedAt),
      0.5,
    ),
    messages: mean(experiences.map(messagesOf)),
    inTime: inTime.length,
    inOne: inTime.length === 0 ? 1 : inOne.length / inTime.length,
  };
}

function messagesOf({ seen }: Experience): number {
  return seen.filter(({ via }) => via !== 'notice').length;
}
