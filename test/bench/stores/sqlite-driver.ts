import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { systemClock } from '../../../src/runtime/clock.ts';
import { newId } from '../../../src/runtime/new-id.ts';
import { openDatabase } from '../../../src/store/sqlite/database.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open-sqlite-store.ts';
import { ACCOUNT, STORE_SETTINGS, type StoreDriver } from './driver.ts';
import { unheard } from '../../support/recorded-events.ts';

/** The embedded store; its place is a folder. */
export const sqliteDriver: StoreDriver = {
  createPlace: () => Promise.resolve(mkdtempSync(join(tmpdir(), 'kuaihui-store-'))),
  open,
  async fill(folder, { turns, followers }) {
    await (await open(folder)).close(); // It makes the tables.
    const database = openDatabase(join(folder, 'kuaihui.sqlite'), 1000);
    const parameters = { account: ACCOUNT, turns, followers, now: Date.now() };
    try {
      // Rows come in the order of time, so the indexes by follower are written all over: they have to stay in memory.
      database.exec('PRAGMA cache_size = -1000000');
      database.exec('BEGIN IMMEDIATE');
      for (const sql of FILL) database.prepare(sql).run(parameters);
      database.exec('COMMIT');
      database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
    } finally {
      database.close();
    }
  },
  removePlace: (folder) => Promise.resolve(rmSync(folder, { recursive: true, force: true })),
};

function open(folder: string) {
  const log = pino({ level: 'silent' });
  const parts = {
    clock: systemClock,
    random: Math.random,
    newId,
    log,
    events: unheard,
    version: '0.2.0',
  };
  return openSqliteStore({ folder, ...STORE_SETTINGS }, parts);
}

/** Every number below a limit, as `n`. */
const count = (limit: ':turns' | ':followers') => `WITH RECURSIVE numbers (n) AS
  (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < ${limit})`;
/** As long as a real id, sorted by time as that is, and older. */
const idOf = (number: string) => `printf('0%08x%012d', ${number}, ${number})`;
const TURN_ID = idOf('n');
const CONVERSATION_ID = idOf('n % :followers');
const OPEN_ID = `printf('oStored%08d', n % :followers)`;
const KEY = `printf('%d', 70000000000000000 + n)`;
/** Within four weeks, so that none is old enough to be deleted meanwhile. */
const AT = `:now - 60000 - (:turns - n) * 2419200000 / :turns`;
/** 120 characters. */
const ANSWER = `'${'七天之内都可以退货，请先联系客服。我们收到货以后三天之内退款。'.padEnd(120, '请带上订单号和照片。')}'`;

/** What the server would have written, table by table. */
const FILL = [
  `INSERT INTO followers (account, open_id, conversation_id, conversation_used_at, last_sequence, seen_at)
   ${count(':followers')}
   SELECT :account, ${OPEN_ID}, ${CONVERSATION_ID}, :now, :turns / :followers, :now FROM numbers`,
  `INSERT INTO turns (id, account, open_id, conversation_id, sequence, asked_by, question, answer,
     state, fence, starts_at, created_at, ended_at, delivery)
   ${count(':turns')}
   SELECT ${TURN_ID}, :account, ${OPEN_ID}, ${CONVERSATION_ID}, n / :followers + 1, ${KEY},
     printf('第%d个问题：退货要怎么办？', n), ${ANSWER}, 'complete', 1, ${AT}, ${AT}, ${AT}, 'given'
   FROM numbers`,
  `INSERT INTO parts (turn_id, number, from_offset, to_offset, via, state, inbound_key, at)
   ${count(':turns')}
   SELECT ${TURN_ID}, 1, 0, length(${ANSWER}), 'passive', 'intended', ${KEY}, ${AT} FROM numbers`,
  `INSERT INTO inbound (account, open_id, key, kind, turn_id, newest_attempt, arrived, reply, received_at)
   ${count(':turns')}
   SELECT :account, ${OPEN_ID}, ${KEY}, 'question', ${TURN_ID}, 1, 1, ${ANSWER}, ${AT} FROM numbers`,
];
