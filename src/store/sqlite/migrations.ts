import type { Database } from './database.ts';

/**
 * The schema, step by step. A step is never edited after a release. It only adds, because during a reload the old code
 * runs on the new schema for a while; the step to 0.2 does more, as no process of 0.1 runs beside it. Instants are
 * milliseconds since 1970.
 */
const steps: readonly string[] = [
  `
  CREATE TABLE processes (
    id TEXT PRIMARY KEY,
    host TEXT NOT NULL,
    pid INTEGER NOT NULL,
    alive_until INTEGER NOT NULL
  ) WITHOUT ROWID;

  CREATE TABLE accounts (
    account TEXT PRIMARY KEY,
    customer_service TEXT NOT NULL DEFAULT 'unknown',
    customer_service_until INTEGER NOT NULL DEFAULT 0,
    typing TEXT NOT NULL DEFAULT 'yes',
    typing_until INTEGER NOT NULL DEFAULT 0,
    learning_until INTEGER NOT NULL DEFAULT 0,
    token TEXT,
    token_until INTEGER NOT NULL DEFAULT 0,
    token_lease_by TEXT,
    token_lease_until INTEGER NOT NULL DEFAULT 0
  ) WITHOUT ROWID;

  CREATE TABLE followers (
    account TEXT NOT NULL,
    open_id TEXT NOT NULL,
    conversation_id TEXT,
    conversation_used_at INTEGER NOT NULL DEFAULT 0,
    last_sequence INTEGER NOT NULL DEFAULT 0,
    quiet_until INTEGER NOT NULL DEFAULT 0,
    last_given_at INTEGER NOT NULL DEFAULT 0,
    messages_left INTEGER NOT NULL DEFAULT 0,
    messages_until INTEGER NOT NULL DEFAULT 0,
    courier TEXT,
    courier_fence INTEGER NOT NULL DEFAULT 0,
    seen_at INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account, open_id)
  ) WITHOUT ROWID;

  CREATE TABLE usage (
    account TEXT NOT NULL,
    open_id TEXT NOT NULL,
    day TEXT NOT NULL,
    questions INTEGER NOT NULL,
    tokens INTEGER NOT NULL,
    minute_from INTEGER NOT NULL,
    minute_questions INTEGER NOT NULL,
    counted_at INTEGER NOT NULL,
    PRIMARY KEY (account, open_id)
  ) WITHOUT ROWID;
  CREATE INDEX usage_by_age ON usage (counted_at);

  CREATE TABLE inbound (
    account TEXT NOT NULL,
    open_id TEXT NOT NULL,
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    turn_id TEXT,
    newest_attempt INTEGER NOT NULL,
    arrived INTEGER NOT NULL,
    held_to_its_end INTEGER NOT NULL DEFAULT 0,
    reply TEXT,
    received_at INTEGER NOT NULL,
    PRIMARY KEY (account, open_id, key)
  ) WITHOUT ROWID;
  CREATE INDEX inbound_by_age ON inbound (received_at);

  CREATE TABLE pushes (
    account TEXT NOT NULL,
    signature TEXT NOT NULL,
    timestamp INTEGER NOT NULL,
    nonce TEXT NOT NULL,
    open_id TEXT NOT NULL,
    key TEXT NOT NULL,
    seen_at INTEGER NOT NULL,
    -- In the order of time, so that those of one transaction share a page.
    PRIMARY KEY (account, timestamp, signature, nonce)
  ) WITHOUT ROWID;
  CREATE INDEX pushes_by_age ON pushes (seen_at);

  CREATE TABLE turns (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    open_id TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    asked_by TEXT NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL DEFAULT '',
    notice_from INTEGER,
    origin TEXT NOT NULL DEFAULT 'model',
    state TEXT NOT NULL,
    owner TEXT,
    fence INTEGER NOT NULL DEFAULT 0,
    starts_at INTEGER NOT NULL,
    begins_at INTEGER,
    created_at INTEGER NOT NULL,
    ended_at INTEGER,
    delivery TEXT NOT NULL DEFAULT 'owed'
  );
  CREATE UNIQUE INDEX turns_of_follower ON turns (account, open_id, sequence);
  CREATE INDEX turns_undelivered ON turns (account, open_id, sequence) WHERE delivery = 'owed';

  CREATE TABLE parts (
    turn_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    from_offset INTEGER NOT NULL,
    to_offset INTEGER NOT NULL,
    via TEXT NOT NULL,
    state TEXT NOT NULL,
    errcode INTEGER,
    inbound_key TEXT,
    at INTEGER NOT NULL,
    PRIMARY KEY (turn_id, number)
  ) WITHOUT ROWID;

  CREATE TABLE work (
    kind TEXT NOT NULL,
    account TEXT NOT NULL,
    open_id TEXT NOT NULL,
    turn_id TEXT NOT NULL DEFAULT '',
    due_at INTEGER NOT NULL,
    PRIMARY KEY (kind, account, open_id, turn_id)
  ) WITHOUT ROWID;
  CREATE INDEX work_by_time ON work (due_at);

  CREATE TABLE changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    process TEXT NOT NULL,
    followers TEXT NOT NULL,
    at INTEGER NOT NULL
  );
  `,
  `
  -- When somebody has to look at the turn; in its own row it is written together with what it depends on.
  ALTER TABLE turns ADD COLUMN look_at INTEGER;
  CREATE INDEX turns_to_look_at ON turns (look_at) WHERE look_at IS NOT NULL;
  `,
  `
  -- The first step had this index at one time, so it may be there.
  CREATE INDEX IF NOT EXISTS turns_by_age ON turns (created_at);
  -- Turns that were asked before the column was there.
  UPDATE turns SET look_at = created_at
    WHERE look_at IS NULL AND delivery = 'owed' AND state IN ('queued', 'generating');
  `,
  `
  -- 0.2.0. Processes of 0.1 know nothing of these columns, so their rows have no version.
  ALTER TABLE processes ADD COLUMN version TEXT;
  ALTER TABLE processes ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE followers ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
  -- How long a signature is remembered depends on its account; a stale one is refused after a day at the latest.
  ALTER TABLE pushes RENAME COLUMN seen_at TO forget_at;
  UPDATE pushes SET forget_at = forget_at + 2 * 86400000;

  -- Deletion finds the due items of a follower, of whatever kind.
  CREATE INDEX work_of_follower ON work (account, open_id);

  CREATE TABLE collections (
    name TEXT PRIMARY KEY,
    generation INTEGER NOT NULL
  ) WITHOUT ROWID;

  CREATE TABLE records (
    collection TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    version INTEGER NOT NULL,
    expires_at INTEGER,
    PRIMARY KEY (collection, key)
  ) WITHOUT ROWID;
  CREATE INDEX records_by_end ON records (expires_at) WHERE expires_at IS NOT NULL;

  CREATE TABLE background (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    state TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    failures INTEGER NOT NULL DEFAULT 0,
    additions INTEGER NOT NULL DEFAULT 1,
    lease TEXT,
    hidden_until INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (kind, key)
  ) WITHOUT ROWID;
  CREATE INDEX background_by_time ON background (due_at);
  `,
  `
  -- What a follower asks of Kuaihui itself, which is no question.
  ALTER TABLE turns ADD COLUMN task TEXT;
  ALTER TABLE turns ADD COLUMN task_argument TEXT NOT NULL DEFAULT '';
  ALTER TABLE turns ADD COLUMN is_again INTEGER NOT NULL DEFAULT 0;
  -- 1 for a turn that was taken out of the history of its conversation.
  ALTER TABLE turns ADD COLUMN left_out INTEGER NOT NULL DEFAULT 0;
    `,
  `
  -- What models used: the totals of an account have an empty open_id, and stay when a follower is deleted.
  CREATE TABLE model_usage (
    account TEXT NOT NULL,
    open_id TEXT NOT NULL,
    day TEXT NOT NULL,
    model TEXT NOT NULL,
    questions INTEGER NOT NULL,
    calls INTEGER NOT NULL,
    estimated INTEGER NOT NULL,
    input INTEGER NOT NULL,
    cached INTEGER NOT NULL,
    output INTEGER NOT NULL,
    reasoning INTEGER NOT NULL,
    PRIMARY KEY (account, open_id, day, model)
  ) WITHOUT ROWID;
  CREATE INDEX model_usage_by_day ON model_usage (day);
  `,
  `
  CREATE TABLE ring_entries (
    ring TEXT NOT NULL,
    n INTEGER NOT NULL,
    at INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (ring, n)
  ) WITHOUT ROWID;
  CREATE INDEX ring_entries_by_age ON ring_entries (at);
  `,
  `
  -- The way of each turn, for its owner's eyes: a list of JSON values with commas between them.
  CREATE TABLE traces (
    turn_id TEXT PRIMARY KEY,
    begun_at INTEGER NOT NULL,
    entries TEXT NOT NULL
  );
  CREATE INDEX turns_of_account ON turns (account, created_at);
  CREATE INDEX turns_broken_off ON turns (state, created_at) WHERE state IN ('failed', 'cancelled');
  `,
  `
  -- How often things happened to an account on a day. No follower is in it.
  CREATE TABLE activity (
    account TEXT NOT NULL,
    day TEXT NOT NULL,
    name TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (account, day, name)
  ) WITHOUT ROWID;
  CREATE INDEX activity_by_day ON activity (day);
  -- The list of an account's followers, the one last seen first.
  CREATE INDEX followers_by_seen ON followers (account, seen_at, open_id);
  `,
];

/** The schema that this version writes; a file with a newer one is another version's. */
export const NEWEST_SCHEMA = steps.length;
/** Processes of versions with a lower one cannot work beside this version. */
export const FIRST_SCHEMA_OF_0_2 = 4;

/** Returns the schema of a file; 0 for an empty one. */
export function readSchema(database: Pick<Database, 'prepare'>): number {
  return (
    database.prepare<{ user_version: number }>('PRAGMA user_version').first()?.user_version ?? 0
  );
}

/** Brings a database to the newest schema, or a test's to step `newest`; several processes may try concurrently. */
export function migrate(database: Database, newest = NEWEST_SCHEMA): void {
  const version = () => readSchema(database);
  if (version() >= newest) return;
  database.exec('BEGIN IMMEDIATE');
  try {
    for (let next = version(); next < newest; next += 1) database.exec(steps[next] ?? '');
    database.exec(`PRAGMA user_version = ${Math.max(version(), newest)}`);
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}
