import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, onTestFinished } from 'vitest';
import { systemClock } from '../../../src/runtime/clock.ts';
import { newId } from '../../../src/runtime/new-id.ts';
import { openDatabase } from '../../../src/store/sqlite/database.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open-sqlite-store.ts';
import { recordEvents } from '../../support/recorded-events.ts';
import { describeFailures, REGISTERED, type BreakableStore } from '../failures.contract.ts';
import { defaultSettings } from '../store-world.ts';
import { makeFolder } from './sqlite-world.ts';

async function open(): Promise<BreakableStore> {
  const folder = makeFolder();
  const { events, told } = recordEvents();
  const log = pino({ level: 'silent' });
  const store = await openSqliteStore(
    { ...defaultSettings, collections: REGISTERED, folder },
    { clock: systemClock, random: Math.random, newId, log, events, version: '0.2.0' },
  );
  onTestFinished(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    store,
    told,
    /** Another process takes every table away. */
    breakDown() {
      const database = openDatabase(join(folder, 'kuaihui.sqlite'), 1000);
      database.exec('PRAGMA foreign_keys = OFF');
      const tables = database
        .prepare<{ name: string }>(
          `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`,
        )
        .all();
      for (const { name } of tables) database.exec(`DROP TABLE "${name}"`);
      database.close();
    },
  };
}

describe('SQLite that fails', () => describeFailures(open));
