import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createCapability } from '../../src/delivery/capability.ts';
import { createCourier } from '../../src/delivery/courier.ts';
import { en } from '../../src/inbox/texts/en.ts';
import { createBackground } from '../../src/runtime/background.ts';
import { createKeyLock } from '../../src/runtime/key-lock.ts';
import { createSqliteWorld } from '../store/sqlite/sqlite-world.ts';
import { askAndAnswer, follower, intend, slice } from '../store/store-world.ts';
import { unheard } from '../support/recorded-events.ts';
import { settings } from './delivery-state.ts';

it('a message in doubt is owed again after the account lost its right to send any', async () => {
  const world = createSqliteWorld();
  const store = await world.open();
  const turn = await askAndAnswer(store, '1', '一。');
  const lease = await store.deliveries.claimCourier(follower);
  if (!lease) throw new Error('The courier lease is taken');
  await intend(store, lease, [slice(turn, 0, 2)]);

  const { clock } = world;
  const log = pino({ level: 'silent' });
  const background = createBackground(log);
  const capability = createCapability({
    ...{ account: follower.account, mode: 'auto', client: undefined, clock, log },
    store: store.capability,
  });
  const courier = createCourier({
    ...{ deliveries: store.deliveries, changes: store.changes, capability, client: undefined },
    ...{ settings, texts: en, background, clock, log, events: unheard },
    flush: () => Promise.resolve(),
    placeOf: () => undefined,
    lock: createKeyLock(),
    random: Math.random,
  });
  await courier.takeOver(follower);
  await background.settled();
  const { turns } = await store.deliveries.state(follower);
  expect(turns.map(({ parts }) => parts.map(({ state }) => state))).toEqual([['failed']]);
  expect(await courier.takeOver(follower)).toBe('done');
});
