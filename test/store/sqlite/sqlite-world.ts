import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openSqliteStore } from '../../../src/store/sqlite/open-sqlite-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { createLogLines } from '../../support/log-lines.ts';
import { createStepClock } from '../../support/step-clock.ts';
import { defaultSettings, type StoreWorld, type WorldSettings } from '../store-world.ts';
import { unheard } from '../../support/recorded-events.ts';

export interface SqliteWorld extends StoreWorld {
  readonly folder: string;
  /** What the processes logged, as one text. */
  logs(): string;
}

/** A database file in a temporary folder, and a time that stands still. */
export function createSqliteWorld(settings: Partial<WorldSettings> = {}): SqliteWorld {
  const folder = makeFolder();
  const arrivalSettings = { ...defaultSettings, ...settings };
  const clock = createStepClock();
  const opened: Store[] = [];
  const { log, raw } = createLogLines();
  let ids = 0;
  onTestFinished(async () => {
    for (const store of opened) await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    folder,
    clock,
    logs: raw,
    async open(role = 'server') {
      const own = clock.forProcess();
      const store = await openSqliteStore(
        { ...defaultSettings, ...settings, role, folder },
        {
          clock: own,
          random: () => 0.5,
          newId: () => `id-${String((ids += 1)).padStart(6, '0')}`,
          log,
          events: unheard,
          version: '0.2.0',
        },
      );
      let isClosed = false;
      const close = async () => {
        if (!isClosed) await store.close();
        isClosed = true;
      };
      opened.push({ ...store, close });
      return { ...store, arrivalSettings, close, freeze: () => own.freeze() };
    },
  };
}

/** A new folder under the system's temporary one. */
export function makeFolder(): string {
  return mkdtempSync(join(tmpdir(), 'kuaihui-store-'));
}
