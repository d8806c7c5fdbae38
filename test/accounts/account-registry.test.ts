import { pino } from 'pino';
import { expect, it } from 'vitest';
import { openAccountCollections } from '../../src/accounts/account-collections.ts';
import type { AccountRecord } from '../../src/accounts/account-record.ts';
import { createAccountRegistry } from '../../src/accounts/account-registry.ts';
import type { Account } from '../../src/accounts/account.ts';
import { createBackground } from '../../src/runtime/background.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { createBookWorld } from './book-world.ts';

const record = (settings: Record<string, string>): AccountRecord => ({ settings, secrets: {} });

/** A registry over a real store; its accounts only tell what is done to them. */
async function startRegistry() {
  const store = await createBookWorld().open('server');
  const { accounts } = openAccountCollections(store.collections);
  const done: string[] = [];
  const logged: Record<string, unknown>[] = [];
  const log = pino(
    { level: 'info' },
    { write: (line: string) => void logged.push(JSON.parse(line) as Record<string, unknown>) },
  );
  const acknowledged: number[] = [];
  const background = createBackground(log);
  const build = (name: string, mode: string): Account => {
    const notForThis = () => {
      throw new Error('No message comes here');
    };
    done.push(`build ${name} ${mode}`);
    const tell = (what: string) => done.push(`${what} ${name} ${mode}`);
    return {
      name,
      ...{ codec: {} as Account['codec'], handlePush: notForThis, noteHandshake: notForThis },
      ...{
        runDueWork: notForThis,
        running: () => 1,
        deliver: ({ openId }) => tell(`to ${openId}`),
      },
      ...{ cancel: () => tell('cancel'), beginNext: ({ openId }) => tell(`next of ${openId}`) },
      handOver: () => tell('hand over'),
      retire() {
        tell('retire');
        return {
          delivering: [{ account: name, openId: 'oA' }],
          heldBack: [{ account: name, openId: 'oB' }],
          recorded: Promise.resolve(),
          // It never comes to its end.
          ended: new Promise(() => {}),
        };
      },
    };
  };
  let relay: { cancel(follower: { account: string; openId: string }): void } | undefined;
  const registry = createAccountRegistry({
    collections: store.collections,
    acknowledge: (generation) => Promise.resolve(void acknowledged.push(generation)),
    describe({ name, record: { settings } = { settings: {}, secrets: {} } }) {
      const mode = settings['MODE'] ?? 'plain';
      if (mode === 'broken') throw new Error(`MODE of account ${name} cannot be used`);
      return {
        fingerprint: mode,
        build(deps) {
          relay = deps.relay;
          return Promise.resolve(build(name, mode));
        },
      };
    },
    ...{ clock: systemClock, background, log },
  });
  await registry.refresh();
  /** Writes a record, and waits until the registry has followed. */
  const put = async (name: string, settings: Record<string, string>) => {
    await accounts.put(name, record(settings));
    await background.settled();
  };
  return {
    ...{ accounts, registry, put, done, logged, acknowledged, background },
    generation: () => store.collections.generation('accounts'),
    cancel: (name: string) => relay?.cancel({ account: name, openId: 'oA' }),
  };
}

it('the account of the environment is there without a record', async () => {
  const { registry, done } = await startRegistry();
  expect(registry.byName('default')).toBeDefined();
  expect(done).toEqual(['build default plain']);
});

it('a change rebuilds its own account only, and is acknowledged', async () => {
  const { put, done, acknowledged, generation } = await startRegistry();
  await put('shop', {});
  await put('shop', { MODE: 'other' });
  expect(done.filter((what) => what.startsWith('build'))).toEqual([
    'build default plain',
    'build shop plain',
    'build shop other',
  ]);
  expect(acknowledged.at(-1)).toBe(await generation());
});

it('a record that means the same rebuilds nothing', async () => {
  const { put, done } = await startRegistry();
  await put('shop', {});
  await put('shop', { OTHER: '1' });
  expect(done).toEqual(['build default plain', 'build shop plain']);
});

it('the followers of a replaced account go over to the next one', async () => {
  const { put, done } = await startRegistry();
  await put('shop', {});
  await put('shop', { MODE: 'other' });
  expect(done.slice(-3)).toEqual([
    'retire shop plain',
    'to oA shop other',
    'next of oB shop other',
  ]);
});

it('a stop of a follower and a hand-over reach the replaced account as well', async () => {
  const { registry, put, done, cancel } = await startRegistry();
  await put('shop', {});
  await put('shop', { MODE: 'other' });
  cancel('shop');
  expect(done.slice(-2)).toEqual(['cancel shop other', 'cancel shop plain']);
  expect(registry.running()).toBe(3);
  registry.handOver();
  expect(done).toContain('hand over shop plain');
});

it('a removed account is gone, and hands over what it was writing', async () => {
  const { registry, accounts, put, done, background } = await startRegistry();
  await put('shop', {});
  await accounts.put('shop', { ...record({}), isRemoved: true });
  await background.settled();
  expect(registry.byName('shop')).toBeUndefined();
  expect(await registry.find('shop')).toBeUndefined();
  expect(done.slice(-2)).toEqual(['retire shop plain', 'hand over shop plain']);
});

it('a change that cannot be used leaves the account as it was, and is not acknowledged', async () => {
  const { registry, put, logged, acknowledged, generation } = await startRegistry();
  await put('shop', {});
  const before = registry.byName('shop');
  await put('shop', { MODE: 'broken' });
  expect(registry.byName('shop')).toBe(before);
  expect(acknowledged).not.toContain(await generation());
  await put('other', {});
  expect(acknowledged.at(-1)).toBe(await generation());
  expect(logged.filter(({ code }) => code === 'account_left_out')).toEqual([
    expect.objectContaining({ account: 'shop' }),
  ]);
});

it('what a store lost that came back empty is written again', async () => {
  const { registry, accounts, put } = await startRegistry();
  await put('shop', { MODE: 'other' });
  registry.handOver();
  await accounts.delete('shop');
  await registry.restore();
  expect((await accounts.get('shop'))?.value).toEqual(record({ MODE: 'other' }));
});
