import type { Environment } from '../config/env-reader.ts';
import { listAccountValues } from '../config/list-account-values.ts';
import { mergeAccount } from '../config/merge-account.ts';
import { webhookPath } from './account-name.ts';
import type { AccountRecord } from './account-record.ts';

/** An account in a list. */
export interface AccountSummary {
  readonly name: string;
  /** The path of its webhook. */
  readonly path: string;
  /** `unusable` when no process can serve it as it is set. */
  readonly state: 'running' | 'paused' | 'unusable' | 'being removed';
}

/** An account as it is shown: with the names of its secrets and without their values. */
export interface AccountView extends AccountSummary {
  /** Every other setting with the value that holds, also where it is the default. */
  readonly settings: Readonly<Record<string, string>>;
  /** The secrets that are set. */
  readonly secrets: readonly string[];
  /** The settings that the account sets for itself in the store. */
  readonly own: readonly string[];
  /** The settings that are in the store, also those that the environment decides. */
  readonly stored: readonly string[];
  /** The settings that the environment sets, so that only the environment can change them. */
  readonly locked: readonly string[];
  /** The settings that the account takes over from the environment. */
  readonly inherited: readonly string[];
}

export function summariseAccount(
  name: string,
  { isPaused, isRemoved }: AccountRecord,
): AccountSummary {
  const state = isRemoved ? 'being removed' : isPaused ? 'paused' : 'running';
  return { name, path: webhookPath(name), state };
}

/** Describes an account without opening a secret, so that no key is needed. */
export function describeAccount(
  name: string,
  record: AccountRecord,
  environment: Environment,
): AccountView {
  const closed = Object.keys(record.secrets).map((setting) => [setting, 'closed'] as const);
  const own = { ...record.settings, ...Object.fromEntries(closed) };
  const { values, locked } = mergeAccount({ name, own, environment });
  const listed = listAccountValues(values);
  const settings: Record<string, string> = {};
  for (const { name: setting, value } of listed) if (value) settings[setting] = value;
  const set = listed.filter(({ isSet }) => isSet);
  const names = set.map((setting) => setting.name);
  return {
    ...summariseAccount(name, record),
    settings,
    secrets: set.filter(({ isSecret }) => isSecret).map((setting) => setting.name),
    stored: Object.keys(own),
    own: names.filter((setting) => setting in own && !locked.has(setting)),
    locked: names.filter((setting) => locked.has(setting)),
    inherited: names.filter((setting) => !(setting in own) && !locked.has(setting)),
  };
}
