import { DEFAULT_ACCOUNT } from '../config/default-account.ts';
import type { Environment } from '../config/env-reader.ts';
import { readLocalToken } from '../config/local-token.ts';
import { readSecretFiles } from '../config/secret-files.ts';
import { parseSettings, type SettingSource } from '../config/setting-source.ts';
import { KuaihuiError } from '../runtime/errors.ts';
import { hasStore } from '../server/complete-config.ts';
import { openAccountBook } from '../server/open-account-book.ts';

/**
 * Returns what holds for the account at /wechat, secrets included: the store may set what no variable does. Without any
 * token it is the one that the server made in DATA_DIR. What cannot be read is left out, because chats are for trying.
 */
export async function readOwnAccount(source: SettingSource): Promise<Environment> {
  const { environment } = readSecretFiles(source.environment);
  const values = { ...environment, ...(await readStored(source, environment)) };
  const token = values['WECHAT_TOKEN'] || readLocalToken(environment['DATA_DIR'] || './data');
  return { ...values, WECHAT_TOKEN: token };
}

async function readStored(source: SettingSource, environment: Environment): Promise<Environment> {
  try {
    const { config } = parseSettings(source);
    if (!hasStore(config)) return {};
    const opened = await openAccountBook(config, environment);
    try {
      return await opened.book.values(DEFAULT_ACCOUNT);
    } finally {
      await opened.close();
    }
  } catch (error) {
    if (error instanceof KuaihuiError) return {};
    throw error;
  }
}
