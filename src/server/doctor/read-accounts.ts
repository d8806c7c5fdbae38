import { openAccountCollections } from '../../accounts/account-collections.ts';
import { UnknownAccountError } from '../../accounts/account-error.ts';
import { EMPTY_RECORD } from '../../accounts/edit-record.ts';
import { openRecord } from '../../accounts/open-record.ts';
import { readAccountRecord } from '../../accounts/read-account-record.ts';
import { createSecretBox } from '../../accounts/secret-box.ts';
import type { Config } from '../../config/config.ts';
import { DEFAULT_ACCOUNT } from '../../config/default-account.ts';
import type { Environment } from '../../config/env-reader.ts';
import { mergeAccount } from '../../config/merge-account.ts';
import { readSecretKeys } from '../../config/secret-key.ts';
import type { Collections } from '../../runtime/collection.ts';

/** Lists the names of the accounts in the store, the one of the environment first. */
export async function listAccountNames(collections: Collections): Promise<readonly string[]> {
  const { accounts } = openAccountCollections(collections);
  const stored = await accounts.list('');
  const served = stored.filter(({ value }) => !value.isRemoved).map(({ key }) => key);
  return [...new Set([DEFAULT_ACCOUNT, ...served])];
}

/** Reads what holds for an account now. Throws AccountError, SecretKeyError. */
export async function readAccountValues(
  name: string,
  {
    collections,
    config,
    environment,
  }: {
    readonly collections: Collections;
    readonly config: Pick<Config, 'dataDir' | 'secret' | 'previousSecret'>;
    readonly environment: Environment;
  },
): Promise<Environment> {
  const { accounts } = openAccountCollections(collections);
  const stored = (await accounts.get(name))?.value;
  if (stored === undefined && name !== DEFAULT_ACCOUNT) throw new UnknownAccountError(name);
  const record = stored === undefined ? EMPTY_RECORD : readAccountRecord(name, stored);
  // An account without secrets of its own needs no key.
  const hasSecrets = Object.keys(record.secrets).length > 0;
  const own = hasSecrets
    ? openRecord(name, record, createSecretBox(readSecretKeys(config)))
    : record.settings;
  return mergeAccount({ name, own, environment }).values;
}
