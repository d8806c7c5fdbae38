import type { AccountConfig } from '../config/config.ts';
import { DEFAULT_ACCOUNT } from '../config/default-account.ts';
import type { Environment } from '../config/env-reader.ts';
import { mergeAccount } from '../config/merge-account.ts';
import { parseAccount } from '../config/parse-account.ts';
import { readSystemPrompt } from '../config/read-system-prompt.ts';
import type { ReadPersonas } from '../personas/persona-reader.ts';
import { KuaihuiError } from '../runtime/errors.ts';
import { AccountError } from './account-error.ts';
import type { AccountRecord } from './account-record.ts';
import { accountTexts } from './account-texts.ts';
import { openRecord } from './open-record.ts';
import { readAccountRecord } from './read-account-record.ts';
import type { SecretBox } from './secret-box.ts';

/** What holds for an account, as it is served. */
export interface HeldAccount {
  readonly values: Environment;
  readonly config: AccountConfig;
  readonly systemPrompt: string | undefined;
  readonly personas: ReturnType<ReadPersonas>;
}

interface HeldDeps {
  readonly name: string;
  readonly environment: Environment;
  /** An account without a record needs no key. */
  readonly openBox: () => SecretBox;
  readonly readPersonas: ReadPersonas;
}

/**
 * Reads a stored account together with the environment. Throws KuaihuiError for one that cannot be served; only the
 * account `default` is without a token of its own, for trying out.
 */
export function readHeldAccount({
  name,
  record,
  environment,
  openBox,
  readPersonas,
}: HeldDeps & { readonly record: AccountRecord | undefined }): HeldAccount {
  const own = record === undefined ? {} : openRecord(name, record, openBox());
  const { values } = mergeAccount({ name, own, environment });
  const config = parseAccount(values, name);
  if (config.wechat.token === undefined && name !== DEFAULT_ACCOUNT)
    throw new AccountError(accountTexts.tokenNeeded(name));
  const systemPrompt = readSystemPrompt(config.conversation);
  return { values, config, systemPrompt, personas: readPersonas(config.conversation, name) };
}

/** Says whether an account can be served as it is stored, whatever another program wrote there. */
export function canBeServed({ stored, ...deps }: HeldDeps & { readonly stored: unknown }): boolean {
  try {
    const record = stored === undefined ? undefined : readAccountRecord(deps.name, stored);
    readHeldAccount({ ...deps, record });
    return true;
  } catch (error) {
    if (error instanceof KuaihuiError) return false;
    throw error;
  }
}
