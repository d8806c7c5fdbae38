import { pino } from 'pino';
import { expect, it } from 'vitest';
import {
  ALERTS,
  PUSHES,
  type AlertRecord,
  type PushRecord,
} from '../../src/alerts/alert-collections.ts';
import { ALERT, createAlerts } from '../../src/alerts/alerts.ts';
import { idOf, type Incident } from '../../src/alerts/incident.ts';
import { watchPushes } from '../../src/alerts/push-watch.ts';
import { createEventBus } from '../../src/events/event-bus.ts';
import type { DomainEvent } from '../../src/events/domain-event.ts';
import { createBackground } from '../../src/runtime/background.ts';
import { StoreUnavailableError } from '../../src/runtime/store-unavailable-error.ts';
import { createSqliteWorld } from '../store/sqlite/sqlite-world.ts';
import type { StoreProcess, StoreWorld } from '../store/store-world.ts';
import { settle } from '../support/step-clock.ts';

const HOUR_MS = 60 * 60_000;
const log = pino({ level: 'silent' });
const budget: Incident = { is: 'budget-spent', account: 'shop' };
const deadKey: Incident = { is: 'key-refused', account: 'shop', breaker: 'b1', provider: 'qwen' };

/** One process that sends alarms; `answers` are what the webhook says, none for a good one. */
function start(
  world: StoreWorld,
  store: StoreProcess,
  answers: (string | undefined)[] = [],
  onSent: (what: string) => Promise<void> = () => Promise.resolve(),
) {
  const sent: string[] = [];
  const alerts = createAlerts({
    records: store.collections.open<AlertRecord>(ALERTS),
    background: store.background,
    async send(record) {
      const what = `${record.incident.is} ${record.state}`;
      sent.push(what);
      await onSent(what);
      return answers.shift();
    },
    ...{ clock: world.clock, log },
  });
  const stop = store.background.start(new Map([[ALERT, alerts.step]]));
  return { alerts, sent, stop };
}

async function pass(world: StoreWorld, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 250) {
    await world.clock.advance(250);
    await settle();
  }
}

it('an incident is told once and once when it is over, although every process sees it', async () => {
  const world = createSqliteWorld();
  const [one, two] = [start(world, await world.open()), start(world, await world.open())];
  await Promise.all([
    one.alerts.begin(budget),
    two.alerts.begin(budget),
    two.alerts.begin(deadKey),
  ]);
  await one.alerts.begin(budget);
  await pass(world, 10_000);
  expect([...one.sent, ...two.sent].sort()).toEqual(['budget-spent open', 'key-refused open']);
  await Promise.all([one.alerts.end(idOf(budget)), two.alerts.end(idOf(budget))]);
  await pass(world, 10_000);
  expect([...one.sent, ...two.sent].filter((each) => each === 'budget-spent over')).toHaveLength(1);
  await one.alerts.begin(budget);
  await pass(world, 10_000);
  expect([...one.sent, ...two.sent].filter((each) => each === 'budget-spent open')).toHaveLength(2);
});

it('an incident that was told is not told again after a restart; one that was not, is', async () => {
  const world = createSqliteWorld();
  const store = await world.open();
  const first = start(world, store);
  await first.alerts.begin(budget);
  await pass(world, 10_000);
  await first.stop();
  await first.alerts.begin(deadKey);
  await store.close();
  const second = start(world, await world.open());
  await second.alerts.resume();
  await second.alerts.begin(budget);
  await pass(world, 20_000);
  expect(second.sent).toEqual(['key-refused open']);
});

it('a webhook that is down is tried again, and given up in the end', async () => {
  const world = createSqliteWorld();
  const down = Array.from({ length: 5 }, () => 'ECONNREFUSED');
  const { alerts, sent } = start(world, await world.open(), ['status 500']);
  await alerts.begin(budget);
  await pass(world, 15_000);
  expect(sent).toHaveLength(2);
  const other = start(world, await world.open(), down);
  await other.alerts.begin({ is: 'budget-spent', account: 'other' });
  await pass(world, 1_000_000);
  expect(sent.length + other.sent.length).toBeLessThanOrEqual(2 + 5);
});

it('an incident that is over before anybody was told is never told', async () => {
  const world = createSqliteWorld();
  const { alerts, sent } = start(world, await world.open());
  await Promise.all([alerts.begin(budget), alerts.end(idOf(budget))]);
  await alerts.end(idOf(budget));
  await pass(world, 10_000);
  expect(sent.filter((each) => each.endsWith('over')).length).toBeLessThanOrEqual(
    sent.filter((each) => each.endsWith('open')).length,
  );
});

it('an incident is kept while it lasts where the owner wants none sent, and told once one is wanted', async () => {
  const world = createSqliteWorld();
  const store = await world.open();
  const records = store.collections.open<AlertRecord>(ALERTS);
  const alerts = createAlerts({
    ...{ records, background: store.background, send: undefined, clock: world.clock, log },
  });
  await alerts.begin(budget);
  await alerts.begin(deadKey);
  await alerts.end(idOf(budget));
  expect((await records.list('')).map(({ value }) => value.incident.is)).toEqual(['key-refused']);
  const sending = start(world, store);
  await sending.alerts.resume();
  await pass(world, 10_000);
  expect(sending.sent).toEqual(['key-refused open']);
});

it('an incident that begins again while its end is on the way is told again', async () => {
  const world = createSqliteWorld();
  const { alerts, sent } = start(world, await world.open(), [], async (what) => {
    if (what === 'budget-spent over') await alerts.begin(budget);
  });
  await alerts.begin(budget);
  await pass(world, 5_000);
  await alerts.end(idOf(budget));
  await pass(world, 10_000);
  expect(sent).toEqual(['budget-spent open', 'budget-spent over', 'budget-spent open']);
});

it('an account whose pushes stop is told after hours, and again when one arrives', async () => {
  const world = createSqliteWorld();
  const store = await world.open();
  const counts = store.collections.open<PushRecord>(PUSHES);
  const background = createBackground(log);
  const events = createEventBus(log);
  const told: string[] = [];
  const alerts = {
    begin: (incident: Incident) => Promise.resolve(void told.push(`${incident.is} begins`)),
    end: (id: string) => Promise.resolve(void told.push(`${id} ends`)),
  };
  const { clock } = world;
  const now = clock.now();
  const hours: Record<string, number> = {};
  for (let hour = 1; hour <= 48; hour += 1) hours[Math.floor(now / HOUR_MS) - hour] = 12;
  const since = now - 48 * HOUR_MS;
  await counts.put('shop', { since, watchedSince: since, seenAt: now, lastAt: now - 1000, hours });
  const stop = watchPushes({
    ...{ counts, alerts, events, clock, background, log },
    accounts: () => ['shop'],
  });
  const minutes = async (count: number) => {
    for (let minute = 0; minute < count; minute += 1) {
      await clock.advance(60_000);
      await background.settled();
    }
  };
  await minutes(110);
  expect(told.filter((each) => each.endsWith('begins'))).toEqual([]);
  await minutes(80);
  expect(told).toContain('pushes-silent begins');
  told.length = 0;
  events.emit({ type: 'message-received', account: 'shop', openId: 'o', key: 'k', kind: 'text' });
  await minutes(1);
  expect(told).toEqual(['pushes-silent/shop ends']);
  stop();
});

it('what was counted while the store was away is stored with the next count', async () => {
  const world = createSqliteWorld();
  const store = await world.open();
  const counts = store.collections.open<PushRecord>(PUSHES);
  const background = createBackground(log);
  const events = createEventBus(log);
  let isAway = true;
  const away = () => Promise.reject(new StoreUnavailableError('away'));
  const stop = watchPushes({
    counts: { ...counts, get: (key) => (isAway ? away() : counts.get(key)) },
    alerts: { begin: () => Promise.resolve(), end: () => Promise.resolve() },
    ...{ events, clock: world.clock, background, log },
    accounts: () => ['shop'],
  });
  const push = { type: 'message-received', account: 'shop', openId: 'o', key: 'k', kind: 'text' };
  events.emit(push as DomainEvent);
  await world.clock.advance(60_000);
  await background.settled();
  isAway = false;
  events.emit(push as DomainEvent);
  await world.clock.advance(60_000);
  await background.settled();
  const record = (await counts.get('shop'))?.value;
  expect(Object.values(record?.hours ?? {}).reduce((sum, each) => sum + each, 0)).toBe(2);
  stop();
});
