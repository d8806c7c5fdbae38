import { pino } from 'pino';
import { openSqliteStore } from '../../../src/store/sqlite/open-sqlite-store.ts';
import { systemClock } from '../../../src/runtime/clock.ts';
import { newId } from '../../../src/runtime/new-id.ts';
import { defaultSettings } from '../store-world.ts';
import { unheard } from '../../support/recorded-events.ts';

// A process of its own: it opens the store, writes once, and leaves. `hang` makes it die without leaving.
const [folder = '', ending = 'leave'] = process.argv.slice(2);
const log = pino({ level: 'silent' });
const parts = {
  clock: systemClock,
  random: Math.random,
  newId,
  log,
  events: unheard,
  version: '0.2.0',
};
const store = await openSqliteStore({ ...defaultSettings, folder }, parts);
await store.capability.learn('default', { customerService: 'yes' }, 60_000);
if (ending === 'die') process.kill(process.pid, 'SIGKILL');
await store.close();
