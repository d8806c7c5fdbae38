import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readOwnAccount } from '../../src/cli/read-own-account.ts';
import { ensureLocalToken } from '../../src/config/local-token.ts';
import { parseSettings, sourceOf } from '../../src/config/setting-source.ts';
import { openAccountBook } from '../../src/server/open-account-book.ts';

function makeSource(settings: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-own-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return sourceOf({ DATA_DIR: join(folder, 'data'), ...settings }, folder);
}

/** What an owner sets in the console. */
async function store(source: ReturnType<typeof makeSource>, values: Record<string, string>) {
  const opened = await openAccountBook(parseSettings(source).config, source.environment);
  await opened.book.set('default', values);
  await opened.close();
}

it('a token that was made in the console signs, and so does its AES key', async () => {
  const source = makeSource();
  const values = { WECHAT_TOKEN: 'storedtoken012345', WECHAT_ENCODING_AES_KEY: 'a'.repeat(43) };
  await store(source, values);
  expect(await readOwnAccount(source)).toMatchObject(values);
});

it('what the environment sets takes precedence over the store', async () => {
  const source = makeSource();
  await store(source, { WECHAT_TOKEN: 'storedtoken012345' });
  const environment = { ...source.environment, WECHAT_TOKEN: 'fromtheenvironment' };
  expect((await readOwnAccount({ ...source, environment }))['WECHAT_TOKEN']).toBe(
    'fromtheenvironment',
  );
});

it('without any token it is the one that the server made, also while a setting is wrong', async () => {
  const source = makeSource({ REPLY_MARGIN_MS: 'x' });
  const made = ensureLocalToken(source.environment['DATA_DIR'] ?? '');
  expect((await readOwnAccount(source))['WECHAT_TOKEN']).toBe(made);
});
