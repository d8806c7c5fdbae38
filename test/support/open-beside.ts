import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../src/runtime/clock.ts';
import { newId } from '../../src/runtime/new-id.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { unheard } from './recorded-events.ts';

/** The store of a running server, as a command opens it. */
export async function openBeside(dataDir: string): Promise<Store> {
  const store = await openStore(
    { dataDir, redis: undefined },
    { role: 'command', retentionMs: 1, collections: [], tracesKeptMs: 0 },
    {
      ...{ clock: systemClock, newId, random: Math.random, version: 'test' },
      ...{ log: pino({ level: 'silent' }), events: unheard },
    },
  );
  onTestFinished(() => store.close());
  return store;
}
