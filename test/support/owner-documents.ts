import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.ts';
import { openAccountBook, type OpenAccountBook } from '../../src/server/open-account-book.ts';
import type { AddedFile } from '../../src/server/knowledge/knowledge-desk.ts';
import type { RedisPlace } from '../../src/store/store-settings.ts';
import type { ModelCall } from './scripted-model.ts';
import type { Bot } from './start-bot.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

/** A folder of the owner's, gone when the test is over. */
export function makeFolder(files: Files = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-documents-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, content: string | Uint8Array) => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  };
  for (const [name, content] of Object.entries(files)) write(name, content);
  return { folder, write };
}

/** The settings that name a Redis, if there is one. */
export function settingsOf(redis: RedisPlace | undefined): Readonly<Record<string, string>> {
  return redis ? { REDIS_URL: redis.url, REDIS_KEY_PREFIX: redis.keyPrefix } : {};
}

/** A command beside the servers of a bot, closed when the test is over. */
export async function openCommand(
  bot: Bot,
  settings: Readonly<Record<string, string>>,
): Promise<OpenAccountBook> {
  const environment = { DATA_DIR: bot.dataDir, WECHAT_TOKEN: bot.token, ...settings };
  const opened = await openAccountBook(parseConfig(environment), environment);
  onTestFinished(() => opened.close());
  return opened;
}

/** Adds documents as `kb add` does. */
export async function addDocuments(
  { documentsOf }: OpenAccountBook,
  paths: readonly string[],
  { account = 'default', base }: { readonly account?: string; readonly base?: string } = {},
): Promise<readonly AddedFile[]> {
  const added: AddedFile[] = [];
  const desk = await documentsOf(account);
  for await (const file of desk.add({ paths, base }, () => {})) added.push(file);
  return added;
}

/** What the model was told before the conversation. */
export function systemOf({ body }: Pick<ModelCall, 'body'>): string {
  return body.messages.find(({ role }) => role === 'system')?.content ?? '';
}
