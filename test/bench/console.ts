import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ArchiveFilter } from '../../src/delivery/turn-archive.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { openDatabase } from '../../src/store/sqlite/database.ts';
import type { Store } from '../../src/store/store.ts';
import { createFlusher } from '../../src/turns/flusher.ts';
import type { ClaimedTurn } from '../../src/turns/turn.ts';
import { most, percentile } from './statistics.ts';
import { activityName } from '../../src/usage/activity.ts';
import { daysBefore, toDay } from '../../src/usage/days.ts';
import { ACCOUNT, ARRIVAL_SETTINGS, storedOpenId } from './stores/driver.ts';
import { sqliteDriver } from './stores/sqlite-driver.ts';
import { seconds, writeTable } from './table.ts';

const USAGE = `Measures what the console asks of SQLite while answers stream in the same process: lists of turns by each of their
filters, the totals of the overview, and searches for a text. Beside them, how late the event loop and the writes of the answers are.

  npm run bench:console                        1,000,000 turns, 200 streaming answers
  npm run bench:console -- --quick             20,000 turns, and fewer samples
  --turns 1000000    how many are stored
  --answers 200      how many grow meanwhile
  --samples 200      requests of each kind
  --markdown         writes the tables as Markdown`;

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    turns: { type: 'string' },
    answers: { type: 'string', default: '200' },
    samples: { type: 'string' },
    markdown: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

/** What is promised for a list, and for the overview. */
const TARGET_MS = 200;
const TURNS_PER_FOLLOWER = 20;
const ON_A_PAGE = 50;
/** Each answer grows so often: faster than a model writes sentences. */
const GROWS_EVERY_MS = 200;
const LOOP_LOOK_MS = 10;
/** Between two requests of the page, so that the answers go on. */
const ASKED_EVERY_MS = 10;
const OVERVIEW_DAYS = 90;
const SEARCHES = 5;

if (values.help) console.log(USAGE);
else await measure();

async function measure(): Promise<void> {
  const turns = Number(values.turns ?? (values.quick ? 20_000 : 1_000_000));
  const samples = Number(values.samples ?? (values.quick ? 50 : 200));
  const followers = Math.max(1, Math.floor(turns / TURNS_PER_FOLLOWER));
  const place = await sqliteDriver.createPlace();
  try {
    await sqliteDriver.fill(place, { turns, followers });
    vary(place);
    const store = await sqliteDriver.open(place);
    try {
      const overview = await fillTotals(store);
      const streaming = await stream(store, Number(values.answers));
      const lists = await measureLists(store, turns, samples);
      lists.push(await measureOften('the overview', samples, overview));
      const searches = await measureSearches(store);
      const lateness = await streaming.stop();
      const form = values.markdown ? 'markdown' : 'plain';
      console.log(writeTable(['asked', 'p50 ms', 'p95 ms', 'most ms', 'kept'], lists, form));
      console.log();
      console.log(writeTable(['search', 'median s', 'found', 'older'], searches, form));
      console.log();
      console.log(writeTable(['meanwhile', 'p95 ms', 'most ms'], lateness, form));
    } finally {
      await store.close();
    }
  } finally {
    await sqliteDriver.removePlace(place);
  }
}

/** Gives some of the turns another end, and one in ten thousand a word of its own. */
function vary(folder: string): void {
  const database = openDatabase(join(folder, 'kuaihui.sqlite'), 1000);
  database.exec(`UPDATE turns SET state = 'failed' WHERE rowid % 500 = 0`);
  database.exec(`UPDATE turns SET state = 'cancelled' WHERE rowid % 700 = 0`);
  database.exec(`UPDATE turns SET question = '罕见的词' WHERE rowid % 10000 = 0`);
  database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
  database.close();
}

/** Stores the totals of many days, and returns how the overview reads them. */
async function fillTotals(store: Store): Promise<() => Promise<unknown>> {
  const today = toDay(systemClock.now());
  const days = { from: daysBefore(today, OVERVIEW_DAYS - 1), to: today };
  const amounts = { questions: 0, calls: 1, estimated: 0, input: 900, cached: 0, output: 300 };
  for (let ago = 0; ago < OVERVIEW_DAYS; ago += 1) {
    const day = daysBefore(today, ago);
    // Some sixty things are counted on a busy day.
    const names = Array.from({ length: 60 }, (_, n) => activityName('first', n));
    await store.activity.add(
      day,
      names.map((name) => ({ account: ACCOUNT, day, name, count: 500 })),
    );
    const models = Array.from({ length: 5 }, (_, n) => `vendor/model-${n}`);
    await store.usage.add(
      day,
      models.map((model) => ({ account: ACCOUNT, day, model, reasoning: 0, ...amounts })),
    );
  }
  return () =>
    Promise.all([store.activity.ofAccount(ACCOUNT, days), store.usage.ofAccount(ACCOUNT, days)]);
}

/** Has answers grow until `stop`, which returns how late the loop and the writes were. */
async function stream(store: Store, count: number) {
  const flusher = createFlusher({
    turns: store.turns,
    clock: systemClock,
    onFailure: (error) => {
      throw error;
    },
  });
  const growing: ClaimedTurn[] = [];
  for (let n = 0; n < count; n += 1) {
    const openId = `oStreaming${n}`;
    const accepted = await store.inbox.accept(
      {
        ...{ follower: { account: ACCOUNT, openId }, key: '1', timestamp: n, nonce: openId },
        ...{ signature: openId, attemptByTime: 1 },
      },
      () => ({ is: 'question', question: '讲长一点', grant: { messages: 5, lifetimeMs: 1e6 } }),
      ARRIVAL_SETTINGS,
    );
    if (accepted.is !== 'replayed' && accepted.claimed) growing.push(accepted.claimed);
  }
  const writes: number[] = [];
  const delays: number[] = [];
  const grow = setInterval(() => {
    for (const turn of growing) {
      const asked = performance.now();
      flusher.add(turn, '这是一句普通的话。', 'model', {
        onAppended: () => void writes.push(performance.now() - asked),
        onReplaced() {
          throw new Error('A streaming answer was taken away');
        },
      });
    }
  }, GROWS_EVERY_MS);
  let looked = performance.now();
  const look = setInterval(() => {
    delays.push(performance.now() - looked - LOOP_LOOK_MS);
    looked = performance.now();
  }, LOOP_LOOK_MS);
  const row = (what: string, times: readonly number[]) => [
    ...[what, percentile(times, 0.95).toFixed(0), most(times).toFixed(0)],
  ];
  return {
    async stop() {
      clearInterval(grow);
      clearInterval(look);
      await flusher.flush();
      return [row('a sentence is stored', writes), row('the event loop is late', delays)];
    },
  };
}

async function measureLists(store: Store, turns: number, samples: number): Promise<string[][]> {
  const now = Date.now();
  const weeksAgo = now - 14 * 86_400_000;
  const account = ACCOUNT;
  const old = await store.archive.list({ account, to: weeksAgo }, { most: ON_A_PAGE });
  const kinds: readonly (readonly [string, (n: number) => ArchiveFilter, after?: string])[] = [
    ['of all accounts', () => ({})],
    ['of an account', () => ({ account })],
    ['an old page', () => ({ account }), old.next ?? ''],
    ['of a day', (n) => ({ account, from: weeksAgo - n * 3_600_000, to: weeksAgo })],
    ['of a follower', (n) => ({ account, openId: storedOpenId(n % (turns / TURNS_PER_FOLLOWER)) })],
    ['failed', () => ({ account, state: 'failed' })],
    ['under way', () => ({ account, state: 'under way' })],
    ['answered', () => ({ account, state: 'complete' })],
  ];
  const rows: string[][] = [];
  for (const [what, filterOf, after] of kinds) {
    const page = { most: ON_A_PAGE, ...(after && { after }) };
    rows.push(await measureOften(what, samples, (n) => store.archive.list(filterOf(n), page)));
  }
  return rows;
}

/** Measures one kind of request, each after the loop turned: without that no answer would grow between two of them. */
async function measureOften(
  what: string,
  samples: number,
  ask: (n: number) => Promise<unknown>,
): Promise<string[]> {
  const times: number[] = [];
  for (let n = 0; n < samples; n += 1) {
    await systemClock.sleep(ASKED_EVERY_MS);
    const startedAt = performance.now();
    await ask(n);
    times.push(performance.now() - startedAt);
  }
  const p95 = percentile(times, 0.95);
  return [
    ...[what, percentile(times, 0.5).toFixed(1), p95.toFixed(1), most(times).toFixed(1)],
    p95 < TARGET_MS ? 'yes' : 'NO',
  ];
}

async function measureSearches(store: Store): Promise<string[][]> {
  const rows: string[][] = [];
  for (const [what, text] of [
    ['a common word', '退货'],
    ['a rare word', '罕见的词'],
    ['a word that stands nowhere', '没有这句话'],
  ] as const) {
    const times: number[] = [];
    let found = 0;
    let isUnfinished = false;
    for (let n = 0; n < SEARCHES; n += 1) {
      const startedAt = performance.now();
      const page = await store.archive.list({ account: ACCOUNT, text }, { most: ON_A_PAGE });
      times.push(performance.now() - startedAt);
      found = page.turns.length;
      isUnfinished = page.isUnfinished ?? false;
    }
    rows.push([what, seconds(percentile(times, 0.5)), String(found), isUnfinished ? 'yes' : 'no']);
  }
  return rows;
}
