import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { AccountError } from '../../src/accounts/account-error.ts';
import { accept, replies } from '../store/store-world.ts';
import { createBookWorld } from './book-world.ts';

const TOKEN = 'tokenOfTheShop01';
const APP_ID = 'wx0123456789abcdef';
const APP_SECRET = '0123456789abcdef0123456789abcdef';

/** What a refusal says, in English. */
async function refusal(change: Promise<unknown>): Promise<string> {
  const error = await change.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(AccountError);
  return (error as AccountError).message;
}

describe('the account book', () => {
  it('keeps what an account sets, with every secret sealed', async () => {
    const world = createBookWorld();
    const book = await world.book();
    await book.add('shop', {
      ...{ WECHAT_TOKEN: TOKEN, WECHAT_APP_ID: APP_ID, WECHAT_APP_SECRET: APP_SECRET },
      SYSTEM_PROMPT: 'Be = brief',
    });
    expect((await book.collections.accounts.get('shop'))?.value).toEqual({
      settings: { WECHAT_APP_ID: APP_ID, SYSTEM_PROMPT: 'Be = brief' },
      secrets: { WECHAT_TOKEN: expect.anything(), WECHAT_APP_SECRET: expect.anything() },
    });
    expect(await book.opened('shop', 'WECHAT_TOKEN')).toBe(TOKEN);
    await book.store.close();
    expect(world.bytes()).not.toContain(TOKEN);
    expect(world.bytes()).not.toContain(APP_SECRET);
  });

  it('stores only what differs from the defaults', async () => {
    const book = await createBookWorld().book({
      ...{ OPENAI_API_KEY: 'sk-env', OPENAI_MODEL: 'one', OPENAI_MAX_RETRIES: '5' },
      SYSTEM_PROMPT: 'of default',
    });
    const stored = async () => (await book.collections.accounts.get('shop'))?.value.settings;
    await book.add('shop', {
      ...{ WECHAT_TOKEN: TOKEN, REPLY_MARGIN_MS: '500', FORGET_ON_UNSUBSCRIBE: 'yes' },
      ...{ WECHAT_MESSAGE_MODE: ' AUTO ', BURST_WINDOW_MS: ' 300 ' },
    });
    expect(await stored()).toEqual({ BURST_WINDOW_MS: '300' });
    // It would be 5 otherwise, as the environment says.
    await book.set('shop', { OPENAI_MAX_RETRIES: '2' });
    expect(await stored()).toEqual({ BURST_WINDOW_MS: '300', OPENAI_MAX_RETRIES: '2' });
    await book.set('shop', { OPENAI_MAX_RETRIES: '', BURST_WINDOW_MS: '0' });
    expect(await stored()).toEqual({});
  });

  it('shows every setting but the secrets, of which it tells the names', async () => {
    const book = await createBookWorld().book({
      ...{ OPENAI_BASE_URL: 'https://user:pass@llm.example/v1', OPENAI_MODEL: 'one' },
    });
    await book.add('shop', { WECHAT_TOKEN: TOKEN, SYSTEM_PROMPT: 'Be brief', OPENAI_MODEL: 'two' });
    const shown = await book.show('shop');
    expect(shown).toMatchObject({ name: 'shop', path: '/wechat/shop', state: 'running' });
    expect(shown.secrets).toEqual(['WECHAT_TOKEN']);
    expect(shown.settings).toMatchObject({
      ...{ SYSTEM_PROMPT: 'Be brief', OPENAI_MODEL: 'two', REPLY_MARGIN_MS: '500' },
      OPENAI_BASE_URL: 'https://…@llm.example/v1',
    });
    expect(shown.own.toSorted()).toEqual(['OPENAI_MODEL', 'SYSTEM_PROMPT', 'WECHAT_TOKEN']);
    expect(shown.inherited).toEqual(['OPENAI_BASE_URL']);
    expect(JSON.stringify(shown)).not.toContain(TOKEN);
    expect(JSON.stringify(shown)).not.toContain('pass');
    expect(shown.settings['PORT']).toBeUndefined();
  });

  it('lists the account of the environment first, and says which are paused', async () => {
    const book = await createBookWorld().book();
    for (const name of ['b', 'a']) await book.add(name, { WECHAT_TOKEN: TOKEN });
    await book.pause('b');
    expect(await book.list()).toEqual([
      { name: 'default', path: '/wechat', state: 'running' },
      { name: 'a', path: '/wechat/a', state: 'running' },
      { name: 'b', path: '/wechat/b', state: 'paused' },
    ]);
    await book.resume('b');
    await book.pause('default');
    expect((await book.list()).map(({ state }) => state)).toEqual(['paused', 'running', 'running']);
  });

  it('completes the account of the environment, and refuses what the environment sets', async () => {
    const book = await createBookWorld().book({
      ...{ WECHAT_TOKEN: TOKEN, OPENAI_BASE_URL: 'https://llm.example/v1', OPENAI_MODEL: 'one' },
    });
    await book.set('default', { SYSTEM_PROMPT: 'Be brief' });
    expect((await book.show('default')).own).toEqual(['SYSTEM_PROMPT']);
    for (const setting of ['WECHAT_TOKEN', 'OPENAI_MODEL', 'OPENAI_API_KEY']) {
      const said = await refusal(book.set('default', { [setting]: 'another0123456789' }));
      expect(said).toContain(`${setting} of account default is locked`);
      expect(said).not.toContain('another');
      expect(await refusal(book.unset('default', [setting]))).toContain(setting);
    }
  });

  it('keeps providers of an account with their keys sealed, and opens them where they are asked for', async () => {
    const world = createBookWorld();
    const book = await world.book({ CHAT_MODELS: 'qwen/q', QWEN_API_KEY: 'sk-of-the-environment' });
    await book.add('shop', {
      ...{
        WECHAT_TOKEN: TOKEN,
        CHAT_MODELS: 'deepseek/a,mine/b',
        DEEPSEEK_API_KEY: 'sk-one,sk-two',
      },
      ...{ MINE_BASE_URL: 'http://mine:1/v1', MINE_API_KEY: 'sk-of-mine' },
    });
    const view = await book.show('shop');
    expect(view.own).toEqual(
      expect.arrayContaining(['CHAT_MODELS', 'DEEPSEEK_API_KEY', 'MINE_BASE_URL', 'MINE_API_KEY']),
    );
    expect(view.secrets).toEqual(expect.arrayContaining(['DEEPSEEK_API_KEY', 'MINE_API_KEY']));
    expect(JSON.stringify(view)).not.toMatch(/sk-o/);
    expect(await book.values('shop')).toMatchObject({
      DEEPSEEK_API_KEY: 'sk-one,sk-two',
      MINE_API_KEY: 'sk-of-mine',
    });
    // What no list names any more is still shown, and can be taken out.
    await book.set('shop', { CHAT_MODELS: 'deepseek/a' });
    expect((await book.show('shop')).secrets).toContain('MINE_API_KEY');
    await book.unset('shop', ['MINE_API_KEY', 'MINE_BASE_URL']);
    expect((await book.show('shop')).secrets).not.toContain('MINE_API_KEY');
    await book.store.close();
    expect(world.bytes()).not.toMatch(/sk-one|sk-of-mine/);
  });

  it('locks the address of a provider whose key the environment sets', async () => {
    const book = await createBookWorld().book({
      ...{ CHAT_MODELS: 'deepseek/a', DEEPSEEK_API_KEY: 'sk-1' },
    });
    const values = { DEEPSEEK_BASE_URL: 'https://elsewhere.example.com/v1' };
    expect(await refusal(book.set('default', values))).toContain('DEEPSEEK_BASE_URL of account');
    await book.set('default', { SUMMARY_MODELS: 'deepseek/b' });
  });

  it.each([
    ['MINE_API_KEY', /MINE_API_KEY would have no effect.*CHAT_MODELS=mine\/MODEL/],
    ['DEEPSEK_API_KEY', /DEEPSEK_API_KEY\. Did you mean DEEPSEEK_API_KEY\?/],
    ['WECHAT_API_KEY', /WECHAT_API_KEY would have no effect/],
  ])('refuses %s, which belongs to no provider of the account', async (setting, says) => {
    const book = await createBookWorld().book();
    const said = await refusal(book.add('shop', { WECHAT_TOKEN: TOKEN, [setting]: 'sk-hidden' }));
    expect(said).toMatch(says);
    expect(said).not.toContain('hidden');
  });

  it.each([
    ['a bad name', { name: 'Shop', values: {} }, /^Shop cannot name an account/],
    ['the name of the simulator', { name: 'simulator', values: {} }, /simulator is reserved/],
    ['the account of .env', { name: 'default', values: {} }, /account default exists already/],
    ['no token', { name: 'shop', values: {} }, /shop needs WECHAT_TOKEN/],
    [
      'a misspelt setting',
      { name: 'shop', values: { WECHAT_TOKN: 'x' } },
      /WECHAT_TOKN\. Did you mean WECHAT_TOKEN\?/,
    ],
    [
      'a setting of the server',
      { name: 'shop', values: { PORT: '1' } },
      /^PORT holds for the whole/,
    ],
    [
      'a token that cannot be',
      { name: 'shop', values: { WECHAT_TOKEN: '~!secret!~' } },
      /WECHAT_TOKEN/,
    ],
    [
      'a secret without an AppID',
      { name: 'shop', values: { WECHAT_TOKEN: TOKEN, WECHAT_APP_SECRET: APP_SECRET } },
      /WECHAT_APP_ID/,
    ],
    [
      'a persona that no file has',
      { name: 'shop', values: { WECHAT_TOKEN: TOKEN, PERSONA: '翻译官' } },
      /PERSONA/,
    ],
    [
      'a folder of personas that is not there',
      { name: 'shop', values: { WECHAT_TOKEN: TOKEN, PERSONAS_DIR: './nowhere' } },
      /PERSONAS_DIR/,
    ],
  ])('refuses %s, names it, and writes nothing', async (_, { name, values }, says) => {
    const book = await createBookWorld().book();
    const said = await refusal(book.add(name, values));
    expect(said).toMatch(says);
    for (const secret of [TOKEN, APP_SECRET, '~!secret!~']) expect(said).not.toContain(secret);
    expect(await book.list()).toHaveLength(1);
  });

  it('names an account that is not there', async () => {
    const book = await createBookWorld().book();
    for (const change of [
      book.show('nobody'),
      book.set('nobody', { AI_LABEL: 'off' }),
      book.pause('nobody'),
      book.requireRemovable('nobody'),
    ])
      expect(await refusal(change)).toContain('There is no account nobody');
    await book.add('shop', { WECHAT_TOKEN: TOKEN });
    expect(await refusal(book.add('shop', { WECHAT_TOKEN: TOKEN }))).toContain('shop exists');
    expect(await refusal(book.unset('shop', ['WECHAT_TOKEN']))).toContain(
      'shop needs WECHAT_TOKEN',
    );
    expect(await refusal(book.requireRemovable('default'))).toContain('default');
  });

  it('lets nothing get lost when several commands write at the same time', async () => {
    const world = createBookWorld();
    const book = await world.book();
    const books = [book, await world.book(), await world.book(), await world.book()];
    const bookOf = (n: number) => books[n % books.length] ?? book;
    const names = Array.from({ length: 20 }, (_, n) => `shop-${n}`);
    await Promise.all(
      names.map((name, n) => bookOf(n).add(name, { WECHAT_TOKEN: `${TOKEN}${n}` })),
    );
    const listed = (await book.list()).map(({ name }) => name);
    expect(listed.toSorted()).toEqual(['default', ...names].toSorted());
    for (const [n, name] of names.entries())
      expect(await book.opened(name, 'WECHAT_TOKEN')).toBe(`${TOKEN}${n}`);

    const settings = ['AI_LABEL', 'PAUSED_TEXT', 'SYSTEM_PROMPT', 'WELCOME_TEXT'];
    await Promise.all(
      settings.map((setting, n) => bookOf(n).set('shop-0', { [setting]: 'words' })),
    );
    const stored = (await book.collections.accounts.get('shop-0'))?.value.settings;
    expect(Object.keys(stored ?? {}).toSorted()).toEqual(settings);

    const adds = await Promise.allSettled(
      books.map((one) => one.add('same', { WECHAT_TOKEN: TOKEN })),
    );
    expect(adds.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('keeps the token before the last change for ten minutes, unless it is revoked', async () => {
    const book = await createBookWorld().book();
    const previous = () => book.collections.previousTokens.get('shop');
    await book.add('shop', { WECHAT_TOKEN: TOKEN });
    await book.set('shop', { WECHAT_TOKEN: TOKEN });
    expect(await previous()).toBeUndefined();
    const sealed = (await book.collections.accounts.get('shop'))?.value.secrets['WECHAT_TOKEN'];
    await book.set('shop', { WECHAT_TOKEN: 'theNewToken01234' });
    expect((await previous())?.value.token).toEqual(sealed);
    expect((await previous())?.expiresInMs).toBeGreaterThan(9 * 60_000);
    expect((await previous())?.expiresInMs).toBeLessThanOrEqual(10 * 60_000);
    await book.set('shop', { WECHAT_TOKEN: 'another012345678' }, { revoke: true });
    expect(await previous()).toBeUndefined();
    expect(await book.opened('shop', 'WECHAT_TOKEN')).toBe('another012345678');
  });

  it('forgets the access token when the account is another one', async () => {
    const book = await createBookWorld().book();
    await book.add('shop', { WECHAT_TOKEN: TOKEN, WECHAT_APP_ID: APP_ID });
    const cache = book.store.accessTokens('shop');
    await cache.write('access', 60_000);
    await book.set('shop', { SYSTEM_PROMPT: 'Be brief' });
    expect((await cache.read())?.token).toBe('access');
    await book.set('shop', { WECHAT_APP_ID: 'wxfedcba9876543210' });
    expect(await cache.read()).toBeUndefined();
  });

  it('waits for the processes that work with the accounts, and names those that do not follow', async () => {
    const world = createBookWorld();
    const [quick, stuck, book] = [
      await world.open('server'),
      await world.open('server'),
      await world.book(),
    ];
    quick.collections.follow('accounts', () => {
      void quick.collections
        .generation('accounts')
        .then((generation) => quick.processes.acknowledge(generation));
    });
    const { inEffect, notYet } = await book.add('shop', { WECHAT_TOKEN: TOKEN });
    expect(inEffect.map(({ id }) => id)).toEqual([quick.processes.me]);
    expect(notYet.map(({ id }) => id)).toEqual([stuck.processes.me]);
  });

  it('seals nothing with a key that the others do not have', async () => {
    const world = createBookWorld();
    const book = await world.book();
    await book.add('shop', {
      WECHAT_TOKEN: TOKEN,
      WECHAT_APP_ID: APP_ID,
      WECHAT_APP_SECRET: APP_SECRET,
    });
    const elsewhere = mkdtempSync(join(tmpdir(), 'kuaihui-elsewhere-'));
    onTestFinished(() => rmSync(elsewhere, { recursive: true }));
    const other = await world.book({}, { dataDir: elsewhere });
    expect(await refusal(other.set('shop', { WECHAT_TOKEN: 'theNewToken01234' }))).toContain(
      'another key than the key of the test',
    );
    // What needs no key works without it.
    await other.set('shop', { SYSTEM_PROMPT: 'Be brief' });
    await other.pause('shop');
    expect((await other.show('shop')).secrets).toEqual(['WECHAT_TOKEN', 'WECHAT_APP_SECRET']);
    expect(await book.opened('shop', 'WECHAT_TOKEN')).toBe(TOKEN);
  });

  it('removes an account with everything that its followers wrote', async () => {
    const world = createBookWorld();
    const book = await world.book();
    for (const name of ['shop', 'other'])
      await book.add(name, { WECHAT_TOKEN: TOKEN, SYSTEM_PROMPT: `Words of ${name}` });
    await book.set('shop', { WECHAT_TOKEN: 'theNewToken01234' });
    for (const account of ['shop', 'other'])
      for (let n = 0; n < 120; n += 1)
        await accept(book.store, `${n}`, replies(`Reply of ${account}`), {
          ...{ follower: { account, openId: `o${n}` }, nonce: `${account} ${n}` },
        });
    expect(world.bytes()).toContain('Reply of shop');
    for await (const { deleted } of book.remove('shop')) expect(deleted).toBeLessThanOrEqual(120);
    expect((await book.list()).map(({ name }) => name)).toEqual(['default', 'other']);
    expect(await book.collections.previousTokens.get('shop')).toBeUndefined();
    for (const gone of ['Reply of shop', 'Words of shop'])
      expect(world.bytes()).not.toContain(gone);
    for (const kept of ['Reply of other', 'Words of other']) expect(world.bytes()).toContain(kept);
    await book.add('shop', { WECHAT_TOKEN: TOKEN });
  });

  it('names a stuck process after a removal, also when it is thought dead by then', async () => {
    const world = createBookWorld();
    const book = await world.book();
    await book.add('shop', { WECHAT_TOKEN: TOKEN });
    const stuck = await world.open('server');
    const { me } = stuck.processes;
    const { accountData } = book.store;
    const erase = accountData.erase.bind(accountData);
    accountData.erase = async () => {
      await stuck.close();
      await erase();
    };
    const removal = book.remove('shop');
    let step = await removal.next();
    while (!step.done) step = await removal.next();
    expect(step.value.notYet.map(({ id }) => id)).toEqual([me]);
  }, 20_000);

  it('refuses every change of an account that is being removed, and finishes the removal when asked again', async () => {
    const book = await createBookWorld().book();
    await book.collections.accounts.put('shop', { settings: {}, secrets: {}, isRemoved: true });
    expect(await book.list()).toContainEqual(
      expect.objectContaining({ name: 'shop', state: 'being removed' }),
    );
    for (const change of [
      () => book.add('shop', { WECHAT_TOKEN: TOKEN }),
      () => book.set('shop', { AI_LABEL: 'off' }),
      () => book.resume('shop'),
    ])
      expect(await refusal(change())).toContain('shop is being removed');
    for await (const { deleted } of book.remove('shop')) expect(deleted).toBe(0);
    expect(await book.list()).toHaveLength(1);
  });
});
