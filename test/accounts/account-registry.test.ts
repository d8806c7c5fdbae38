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
async function startRegistry(
  options: { ended?: Promise<void>; beforeBuild?: () => Promise<void> } = {},
) {
  const store = await createBookWorld().open('server');
  const { accounts, keys } = openAccountCollections(store.collections);
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
          // It never comes to its end, unless the test says so.
          ended: options.ended ?? new Promise(() => {}),
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
        async build(deps) {
          relay = deps.relay;
          await options.beforeBuild?.();
          return build(name, mode);
        },
      };
    },
    finishRemoval: (name) => Promise.resolve(void done.push(`finish the removal of ${name}`)),
    onGone: (name) => done.push(`nothing is left of ${name}`),
    ...{ clock: systemClock, background, log },
  });
  await registry.refresh();
  /** Writes a record, and waits until the registry has followed. */
  const put = async (name: string, settings: Record<string, string>) => {
    await accounts.put(name, record(settings));
    await background.settled();
  };
  return {
    ...{ accounts, keys, registry, put, done, logged, acknowledged, background },
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
  expect(done.slice(-3)).toEqual([
    'retire shop plain',
    'hand over shop plain',
    'finish the removal of shop',
  ]);
});

it('the removal of a marked account is asked for once, and again after the store came back empty', async () => {
  const { registry, accounts, put, done, background } = await startRegistry();
  await accounts.put('shop', { ...record({}), isRemoved: true });
  await background.settled();
  await put('other', {});
  const removals = () => done.filter((what) => what === 'finish the removal of shop');
  expect(removals()).toHaveLength(1);
  await accounts.delete('shop');
  await registry.restore();
  await background.settled();
  expect(removals()).toHaveLength(2);
  expect((await accounts.get('shop'))?.value.isRemoved).toBe(true);
});

it('the end of a removed account is told when nothing of it is under way, unless its name is in use again', async () => {
  let end = () => {};
  const ended = new Promise<void>((resolve) => (end = resolve));
  const { accounts, put, done, background } = await startRegistry({ ended });
  await put('shop', {});
  await put('branch', {});
  for (const name of ['shop', 'branch']) await accounts.delete(name);
  await background.settled();
  await put('branch', {});
  expect(done).not.toContain('nothing is left of shop');
  end();
  await ended;
  expect(done).toContain('nothing is left of shop');
  expect(done).not.toContain('nothing is left of branch');
});

it.each<[string, unknown]>([
  ['nothing', null],
  ['a number', 7],
  ['a text', 'shop'],
  ['a list', []],
  ['settings that are no texts', { settings: { MODE: 5 }, secrets: {} }],
  ['no settings', { secrets: {} }],
  ['secrets that are not sealed', { settings: {}, secrets: { WECHAT_TOKEN: 'plain' } }],
])('a record that holds %s leaves out its own account only', async (_, value) => {
  const { registry, accounts, put, logged, acknowledged, background, generation } =
    await startRegistry();
  await accounts.put('broken', value as AccountRecord);
  await background.settled();
  await put('shop', {});
  expect(registry.byName('broken')).toBeUndefined();
  expect(registry.byName('shop')).toBeDefined();
  expect(acknowledged.at(-1)).toBe(await generation());
  const lines = logged.filter(({ code }) => code === 'account_left_out');
  expect(lines).toEqual([
    expect.objectContaining({
      account: 'broken',
      msg: expect.stringContaining('npm run account -- remove broken'),
    }),
  ]);
  registry.handOver();
  await registry.restore();
});

it.each(['Shop', 'simulator', '../shop', 'a'.repeat(33)])(
  'a record under %s is served under no name, and its data is not deleted',
  async (name) => {
    const { registry, accounts, done, background } = await startRegistry();
    await accounts.put(name, record({}));
    await accounts.put(name, { ...record({}), isRemoved: true });
    await background.settled();
    expect(registry.byName(name)).toBeUndefined();
    expect(done).toEqual(['build default plain']);
  },
);

it('the account of the environment stays when a record says that it is removed', async () => {
  const { registry, accounts, done, background } = await startRegistry();
  await accounts.put('default', { ...record({}), isRemoved: true });
  await background.settled();
  expect(registry.byName('default')).toBeDefined();
  expect(done).toEqual(['build default plain']);
});

it('a second change that is as unusable as the first is not acknowledged either', async () => {
  const { put, logged, acknowledged, generation } = await startRegistry();
  await put('shop', { MODE: 'broken' });
  await put('other', {});
  await put('shop', { MODE: 'broken', OTHER: '1' });
  expect(acknowledged).not.toContain(await generation());
  expect(logged.filter(({ code }) => code === 'account_left_out')).toHaveLength(2);
});

it('an account that is built while the process stops does not begin to work', async () => {
  let go = () => {};
  const gone = new Promise<void>((resolve) => (go = resolve));
  let isSlow = false;
  const { registry, accounts, done, background, put, acknowledged, generation } =
    await startRegistry({ beforeBuild: () => (isSlow ? gone : Promise.resolve()) });
  await put('shop', {});
  isSlow = true;
  await accounts.put('shop', record({ MODE: 'other' }));
  registry.handOver();
  go();
  await background.settled();
  expect(done).not.toContain('to oA shop other');
  expect(acknowledged).not.toContain(await generation());
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
  const { registry, accounts, keys, put } = await startRegistry();
  await keys.put('key', { check: 'of the key' });
  await keys.put('rotation', { check: 'a process' }, { expiresInMs: 60_000 });
  await put('shop', { MODE: 'other' });
  registry.handOver();
  await accounts.delete('shop');
  for (const key of ['key', 'rotation']) await keys.delete(key);
  await registry.restore();
  expect((await accounts.get('shop'))?.value).toEqual(record({ MODE: 'other' }));
  expect((await keys.get('key'))?.value).toEqual({ check: 'of the key' });
  expect(await keys.get('rotation')).toBeUndefined();
});
