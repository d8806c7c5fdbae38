import { describe, expect, it, onTestFinished } from 'vitest';
import { COLLECTIONS } from '../../../src/server/to-store-settings.ts';
import { openDatabase, type Database } from '../../../src/store/sqlite/database.ts';
import { startHousekeeping } from '../../../src/store/sqlite/housekeeping.ts';
import { migrate } from '../../../src/store/sqlite/migrations.ts';
import { createStepClock } from '../../support/step-clock.ts';

const MINUTE_MS = 60_000;
const SETTINGS = { retentionMs: 1000 * MINUTE_MS, tracesKeptMs: 1000 * MINUTE_MS };
const MOST_IN_ONE_BITE = 500;

const fill: Record<string, string> = {
  changes: `INSERT INTO changes (process, followers, at) VALUES ('p', '[]', :at)`,
  pushes: `INSERT INTO pushes (account, signature, timestamp, nonce, open_id, key, forget_at)
           VALUES ('a', 's', 1, :nonce, 'o', 'k', :at)`,
};

/** An empty database, and how many rows of a table each write of its clean-up took away. */
function openClean(table: string) {
  const database = openDatabase(':memory:', 0);
  onTestFinished(() => database.close());
  migrate(database);
  const clock = createStepClock();
  const count = () => countRows(database, table);
  const bites: number[] = [];
  const write = <Result>(operation: () => Result): Promise<Result> => {
    const before = count();
    const result = operation();
    if (before !== count()) bites.push(before - count());
    return Promise.resolve(result);
  };
  onTestFinished(
    startHousekeeping({ database, write, clock, registered: [], eraseSoon: () => {} }, SETTINGS),
  );
  const insert = (rows: number, at: number) => {
    const statement = database.prepare(fill[table] ?? '');
    database.exec('BEGIN');
    for (let row = 0; row < rows; row += 1)
      statement.run(table === 'pushes' ? { at, nonce: `${at} ${row}` } : { at });
    database.exec('COMMIT');
  };
  return { clock, count, bites, insert };
}

function countRows(database: Database, table: string): number {
  return database.prepare<{ n: number }>(`SELECT count(*) AS n FROM ${table}`).first()?.n ?? 0;
}

describe.each([
  ['changes', 2 * MINUTE_MS],
  ['pushes', 0],
])('the clean-up of %s', (table, oldAfterMs) => {
  it('deletes however many are old, in small batches, and keeps what is young', async () => {
    const { clock, count, bites, insert } = openClean(table);
    insert(1700, clock.now() - oldAfterMs);
    insert(3, clock.now() + 2 * MINUTE_MS);
    await clock.advance(MINUTE_MS + 1000);
    expect(count()).toBe(3);
    expect(bites.length).toBeGreaterThan(1);
    for (const bite of bites) expect(bite).toBeLessThanOrEqual(MOST_IN_ONE_BITE);
  });
});

it('needs no look at every row', () => {
  const database = openDatabase(':memory:', 0);
  onTestFinished(() => database.close());
  migrate(database);
  const plans: string[] = [];
  const watched: Database = {
    ...database,
    prepare(sql) {
      const plan = database.prepare<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`);
      plans.push(...plan.all({ before: 0, most: 1 }).map(({ detail }) => `${detail}: ${sql}`));
      return database.prepare(sql);
    },
  };
  const write = <Result>(operation: () => Result) => Promise.resolve(operation());
  const clock = createStepClock();
  startHousekeeping(
    { database: watched, write, clock, registered: COLLECTIONS, eraseSoon: () => {} },
    SETTINGS,
  )();
  expect(plans.length).toBeGreaterThan(0);
  // Of these only the oldest are looked at, however many there are.
  const looksAtFew = /FROM (changes ORDER BY id|traces ORDER BY rowid) LIMIT :most/;
  const scans = plans.filter((plan) => plan.startsWith('SCAN') && !looksAtFew.test(plan));
  expect(scans).toEqual([]);
});
