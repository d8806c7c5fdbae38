import { parseArgs } from 'node:util';
import { buildServer } from '../bench/build-server.ts';
import { startStage, type Ways } from '../bench/start-stage.ts';
import { writeTable } from '../bench/table.ts';
import {
  KILL_HEAD,
  killOnce,
  RETRY_FAILED_AFTER_MS,
  writeKill,
  type KillOutcome,
} from './kill-story.ts';
import { createSeededRandom } from './seeded-random.ts';

const USAGE = `Kills the server (SIGKILL) while it answers, starts it again over the same data, and counts what followers got.

  npm run test:faults                  3 kills for each kind of account, about 2 minutes
  npm run test:faults -- --rounds 20   as many as are wanted
  --turns 200     answers in flight at each kill
  --seed 1        the same instants again
  --markdown      writes the table as Markdown
  --show-wrong    prints screens that are not right
  --keep          keeps the data folders and logs`;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    turns: { type: 'string', default: '200' },
    seed: { type: 'string' },
    markdown: { type: 'boolean', default: false },
    'show-wrong': { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const KINDS: readonly Ways[] = ['with customer-service', 'without'];
const ANSWER_SECONDS = 18;
const CHARACTERS = 900;

if (values.help) console.log(USAGE);
else process.exitCode = (await measure()) ? 0 : 1;

async function measure(): Promise<boolean> {
  const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
  console.error(`Compiling the server; seed ${seed}`);
  const built = await buildServer();
  try {
    const lanes = await Promise.all(KINDS.map((ways) => runRounds(ways, built.main, seed)));
    const outcomes = lanes.flat();
    const form = values.markdown ? 'markdown' : 'plain';
    console.log(writeTable(KILL_HEAD, outcomes.map(writeKill), form));
    console.log(
      `\nSeed ${seed}. Unfinished and in doubt: what the killed process left in its database. Unexplained: followers who got a part twice that was not in doubt.`,
    );
    if (values['show-wrong']) outcomes.forEach(showWrong);
    return outcomes.every(({ lost }) => lost.length === 0);
  } finally {
    built.remove();
  }
}

/** Each kill hits another stretch of the answer's life, so that few rounds cover it too. */
async function runRounds(ways: Ways, main: string, seed: number): Promise<KillOutcome[]> {
  const random = createSeededRandom(seed + KINDS.indexOf(ways));
  const rounds = Number(values.rounds);
  const turns = Number(values.turns);
  const stage = await startStage({
    ways,
    main,
    retryFailedAfterMs: RETRY_FAILED_AFTER_MS,
    keep: values.keep,
  });
  const outcomes: KillOutcome[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      const plan = {
        turns,
        answerSeconds: ANSWER_SECONDS,
        characters: CHARACTERS,
        killAfterMs: ((round + random()) / rounds) * ANSWER_SECONDS * 1000,
        firstNumber: 1 + round * turns,
      };
      const outcome = await killOnce(stage, plan);
      outcomes.push(outcome);
      console.error(`${ways}, round ${round + 1}: ${outcome.lost.length} lost`);
    }
  } finally {
    await stage.stop();
  }
  return outcomes;
}

function showWrong({ experiences, lost, unexplained, ways, killedAt }: KillOutcome): void {
  const notInOrder = experiences.filter(
    ({ judgement: { outOfOrder, wrong } }) => outOfOrder + wrong > 0,
  );
  for (const one of [...new Set([...lost, ...unexplained, ...notInOrder])].slice(0, 3)) {
    const { wish, askedAt, judgement, taps, writtenByHand, modelCalls, transcript } = one;
    const { missing, twice, outOfOrder, wrong } = judgement;
    const killedAfterMs = killedAt - askedAt;
    console.log(`\n${ways}:`, { number: wish.number, killedAfterMs, missing, twice });
    console.log({ outOfOrder, wrong, taps, writtenByHand, modelCalls });
    console.log(transcript());
  }
}
