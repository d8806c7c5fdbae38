import { parseArgs } from 'node:util';
import { buildServer } from '../bench/build-server.ts';
import type { Ways } from '../bench/start-stage.ts';
import { seconds, writeTable } from '../bench/table.ts';
import { findRedisServer } from '../support/find-redis-server.ts';
import { playStory, type Outcome, type Playing } from './play-story.ts';
import { STORIES } from './stories.ts';
import type { StoreKind } from './story.ts';
import { HEAD, listMissed, writeOutcome } from './table.ts';

const LONGEST_NAME = Math.max(...STORIES.map(({ name }) => name.length));
const USAGE = `Lets things fail while real server processes answer over a real store, and counts what followers got.
WeChat and the model are played; docs/faults.md explains the table. Exit code 1 when something was lost without
need, out of order, or given twice without a reason.

  npm run test:faults                          every fault, about half an hour
  npm run test:faults -- --only kill,disk-full
  --store sqlite   or redis; both unless said
  --rounds 5       plays each so often, each time at another instant
  --turns 60       followers who ask in each round
  --seconds 10     how long a fault lasts
  --seed 1         the same instants again
  --markdown       writes the table as Markdown
  --show-wrong     prints screens that are not right
  --keep           keeps the data folders and logs

Faults:
${STORIES.map(({ name, tells, stores }) => `  ${name.padEnd(LONGEST_NAME)}  ${tells} (${stores.join(', ')})`).join('\n')}`;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    store: { type: 'string' },
    rounds: { type: 'string', default: '1' },
    turns: { type: 'string', default: '60' },
    seconds: { type: 'string', default: '10' },
    seed: { type: 'string' },
    markdown: { type: 'boolean', default: false },
    'show-wrong': { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const BOTH_WAYS: readonly Ways[] = ['with customer-service', 'without'];
/** The aftermath is longer than a courier waits before it looks for messages in doubt. */
const SIZE = { askWithinMs: 20_000, answerSeconds: 8, characters: 900, aftermathMs: 6000 };

if (values.help) console.log(USAGE);
else process.exitCode = (await measure()) ? 0 : 1;

async function measure(): Promise<boolean> {
  const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
  const plan = choosePlan(seed);
  console.error(`Compiling the server; seed ${seed}`);
  const built = await buildServer();
  const outcomes: Outcome[] = [];
  try {
    for (const playings of plan) {
      const played = await Promise.all(
        playings.map((playing) => playStory({ ...playing, program: built })),
      );
      played.forEach(announce);
      outcomes.push(...played);
    }
  } finally {
    built.remove();
    // Also after an error: half a table is better than none.
    const form = values.markdown ? 'markdown' : 'plain';
    if (outcomes.length > 0) console.log(writeTable(HEAD, outcomes.map(writeOutcome), form));
    console.log(`\nSeed ${seed}. docs/faults.md says what the columns mean.`);
  }
  if (values['show-wrong']) outcomes.forEach(showWrong);
  return outcomes.every((outcome) => listMissed(outcome).length === 0);
}

/** Both kinds of account of one fault are played at the same time, everything else one after the other. */
function choosePlan(seed: number): Playing[][] {
  const size = { ...SIZE, turns: Number(values.turns), lastsMs: Number(values.seconds) * 1000 };
  const rounds = Array.from({ length: Number(values.rounds) }, (_, round) => round);
  return chooseStories().flatMap((story) =>
    story.stores.filter(isWanted).flatMap((store) =>
      rounds.map((round) =>
        (story.ways ?? BOTH_WAYS).map((ways, lane) => ({
          ...{ story, store, ways, size, keep: values.keep },
          seed: seed + round * BOTH_WAYS.length + lane,
        })),
      ),
    ),
  );
}

function chooseStories() {
  const names = values.only?.split(',');
  const unknown = names?.filter((name) => !STORIES.some((story) => story.name === name)) ?? [];
  if (unknown.length > 0)
    throw new Error(`No fault has the name ${unknown.join(', ')}; see --help`);
  return STORIES.filter(({ name }) => names?.includes(name) ?? true).filter((story) => {
    const obstacle = story.obstacle?.();
    if (obstacle !== undefined) console.error(`Not played: ${story.name}, because ${obstacle}`);
    return obstacle === undefined;
  });
}

function isWanted(store: StoreKind): boolean {
  return (values.store ?? store) === store && (store !== 'redis' || hasRedis());
}

let isRedisMissed = false;
function hasRedis(): boolean {
  if (findRedisServer() !== undefined) return true;
  if (!isRedisMissed)
    console.error('Not played: everything over Redis; no redis-server is on the PATH');
  isRedisMissed = true;
  return false;
}

function announce(outcome: Outcome): void {
  const missed = listMissed(outcome);
  console.error(
    `${outcome.story.name}, ${outcome.store}, ${outcome.ways}: ${missed.length === 0 ? 'kept' : missed.join(', ')}; all after ${seconds(outcome.allAfterMs)} s`,
  );
}

function showWrong({ story, store, ways, beganAt, endedAt, experiences }: Outcome): void {
  const wrong = experiences.filter(
    ({ judgement: { missing, outOfOrder, wrong }, repeats: { unexplained } }) =>
      missing + outOfOrder + wrong + unexplained.length > 0,
  );
  for (const one of wrong.slice(0, 3)) {
    const { wish, askedAt, judgement, taps, askedAgainAt, writtenByHand, modelCalls } = one;
    const { missing, outOfOrder, wrong } = judgement;
    const unexplained = one.repeats.unexplained.length;
    const after = (at: number) => at - askedAt;
    console.log(`\n${story.name}, ${store}, ${ways}:`, {
      number: wish.number,
      missing,
      unexplained,
    });
    console.log({ outOfOrder, wrong, taps, writtenByHand, modelCalls });
    console.log('ms after the question:', {
      fault: [after(beganAt), after(endedAt)],
      askedAgain: askedAgainAt.map(after),
      seen: one.seen.map(({ at, via }) => `${via} ${after(at)}`),
    });
    console.log(one.transcript());
  }
}
