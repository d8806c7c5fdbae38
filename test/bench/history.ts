import { parseArgs } from 'node:util';
import type { Store } from '../../src/store/store.ts';
import { STEPS, takeTurn, type Times } from './history/take-turn.ts';
import { percentile, sum } from './statistics.ts';
import { storedOpenId, type Filling, type StoreDriver } from './stores/driver.ts';
import { findDriver } from './stores/find-driver.ts';
import { writeTable } from './table.ts';

const USAGE = `Measures what a new turn costs in a store that holds many, against one that is empty, turn by turn: the calls that a question
makes on the store from its arrival until its reply is written down. Two kinds of follower ask: those who
never wrote before, and those with earlier turns, who are all that the "empty" store then holds.

  npm run bench:history                        1,000,000 turns in SQLite
  npm run bench:history -- --quick             50,000 turns and fewer samples
  --store sqlite     which store
  --turns 1000000    how many are stored
  --earlier 20       how many of them each follower has
  --samples 5000     new turns in each store, for each kind of follower
  --markdown         writes the tables as Markdown`;

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    store: { type: 'string', default: 'sqlite' },
    turns: { type: 'string' },
    earlier: { type: 'string', default: '20' },
    samples: { type: 'string' },
    markdown: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

/** Followers with earlier turns take turns to ask, so that their histories grow little. */
const ASKING_FOLLOWERS = 500;
const WARM_UP_SAMPLES = 300;
/** What is promised: the full store's figures are at most so many times the empty one's. */
const TARGET = 1.2;

interface Pair {
  readonly empty: Times[];
  readonly full: Times[];
}

if (values.help) console.log(USAGE);
else await measure();

async function measure(): Promise<void> {
  const driver = findDriver(values.store);
  const earlier = Number(values.earlier);
  const turns = Number(values.turns ?? (values.quick ? 50_000 : 1_000_000));
  const samples = Number(values.samples ?? (values.quick ? 1000 : 5000));
  const followers = Math.floor(turns / earlier);
  const asking = Math.min(ASKING_FOLLOWERS, followers);
  const full = await openFilled(driver, { turns, followers });
  const empty = await openFilled(driver, undefined);
  const small = await openFilled(driver, { turns: asking * earlier, followers: asking });
  try {
    const newcomer = (number: number) => `oNew${String(number).padStart(10, '0')}`;
    const known = (number: number) => storedOpenId(number % asking);
    const newcomers = await compare(empty.store, full.store, samples, newcomer);
    const regulars = await compare(small.store, full.store, samples, known);
    const form = values.markdown ? 'markdown' : 'plain';
    console.log(
      `\n${values.store}, ${turns} stored turns, ${samples} new ones in each store; times in ms; target: at most ${TARGET} times\n`,
    );
    console.log(writeReport('never wrote before', newcomers, form));
    console.log(`\n${writeReport(`${earlier} earlier turns`, regulars, form)}`);
  } finally {
    for (const { close } of [full, empty, small]) await close();
  }
}

async function openFilled(driver: StoreDriver, filling: Filling | undefined) {
  const place = await driver.createPlace();
  if (filling) {
    const startedAt = performance.now();
    await driver.fill(place, filling);
    const seconds = (performance.now() - startedAt) / 1000;
    console.error(`Filled in ${filling.turns} turns in ${seconds.toFixed(1)} s`);
  }
  const store = await driver.open(place);
  const close = async () => {
    await store.close();
    await driver.removePlace(place);
  };
  return { store, close };
}

/** One new turn here, one there, and so on; who begins changes each time. */
async function compare(
  empty: Store,
  full: Store,
  samples: number,
  openIdOf: (number: number) => string,
): Promise<Pair> {
  const pair: Pair = { empty: [], full: [] };
  for (let number = -WARM_UP_SAMPLES; number < samples; number += 1) {
    // Unlike any number of an earlier comparison over the same stores.
    const message = Date.now() * 1000 + number + WARM_UP_SAMPLES;
    const openId = openIdOf(number + WARM_UP_SAMPLES);
    for (const which of number % 2 === 0
      ? (['empty', 'full'] as const)
      : (['full', 'empty'] as const)) {
      const times = await takeTurn(which === 'empty' ? empty : full, openId, message);
      if (number >= 0) pair[which].push(times);
    }
    if (number % 1000 === 0) console.error(`${number} of ${samples}`);
  }
  return pair;
}

function writeReport(who: string, { empty, full }: Pair, form: 'plain' | 'markdown'): string {
  const wholeOf = (times: Times) => sum(Object.values(times));
  const rows = ['whole turn' as const, ...STEPS].map((step) => {
    const read = step === 'whole turn' ? wholeOf : (times: Times) => times[step];
    const compared = [0.5, 0.99].flatMap((at) => {
      const before = percentile(empty.map(read), at);
      const after = percentile(full.map(read), at);
      return [before.toFixed(3), after.toFixed(3), (after / before).toFixed(2)];
    });
    return [step, ...compared];
  });
  const head = [who, 'p50 empty', 'full', 'times', 'p99 empty', 'full', 'times'];
  return writeTable(head, rows, form);
}
