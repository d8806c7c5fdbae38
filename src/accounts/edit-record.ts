import { ConfigError } from '../config/config-error.ts';
import type { Environment, SettingProblem } from '../config/env-reader.ts';
import { mergeAccount } from '../config/merge-account.ts';
import { findMeantSetting } from '../config/find-meant-setting.ts';
import { findSetting } from '../config/known-settings.ts';
import { parseAccount } from '../config/parse-account.ts';
import { listNamedProviders, providerOf } from '../config/provider-name.ts';
import { findStaticSetting, SETTINGS } from '../config/schema.ts';
import { differsFromDefault } from '../config/setting-difference.ts';
import type { ReadPersonas } from '../personas/persona-reader.ts';
import { AccountError, RefusedSettingError } from './account-error.ts';
import { DEFAULT_ACCOUNT } from '../config/default-account.ts';
import type { AccountRecord } from './account-record.ts';
import { requireAccountSetting } from './account-setting.ts';
import { accountTexts } from './account-texts.ts';
import { openWhatOpens } from './open-record.ts';
import type { SecretBox } from './secret-box.ts';

/** Values by the names of .env. */
export type Values = Readonly<Record<string, string>>;

export const EMPTY_RECORD: AccountRecord = { settings: {}, secrets: {} };

export interface Edit {
  readonly name: string;
  readonly record: AccountRecord;
  /** New values; an empty one takes the setting out. */
  readonly changes: Values;
  readonly environment: Environment;
  readonly box: SecretBox;
  /** A persona that no file has would keep the account from being served. */
  readonly readPersonas: ReadPersonas;
}

/**
 * Returns the record with the changes, of which it keeps only what differs from the defaults. Secrets that were not
 * changed stay sealed as they are. Throws AccountError when a change cannot be used.
 */
export function editRecord(edit: Edit): AccountRecord {
  return { ...edit.record, ...seal(edit.record, edit, checkEdit(edit)) };
}

/** Returns the values after the changes. Throws AccountError when a change cannot be used. */
export function checkEdit(edit: Edit): Values {
  const { name, record, changes, environment, box } = edit;
  const before = openWhatOpens(name, record, box);
  const { locked } = mergeAccount({ name, own: before, environment });
  for (const setting of Object.keys(changes)) {
    requireAccountSetting(setting);
    requireStorable(setting, changes[setting] ?? '');
    if (locked.has(setting))
      throw new RefusedSettingError(setting, accountTexts.locked(setting, name));
  }
  const after = applyChanges(before, changes);
  requireNamedProviders(edit, after);
  // A token that does not open is one all the same.
  const hasToken =
    after['WECHAT_TOKEN'] !== undefined ||
    ('WECHAT_TOKEN' in record.secrets && !('WECHAT_TOKEN' in changes));
  if (name !== DEFAULT_ACCOUNT && !hasToken)
    throw new RefusedSettingError('WECHAT_TOKEN', accountTexts.tokenNeeded(name));
  // What was wrong before is no reason to refuse a change that may be one of several that put it right.
  const known = new Set(findProblems(edit, before).map(({ says }) => says.en));
  const problems = findProblems(edit, after).filter(({ says }) => !known.has(says.en));
  if (problems.length > 0) {
    const sentences = problems.map(({ says }) => says);
    throw new AccountError(accountTexts.problems(name, sentences), problems);
  }
  return after;
}

/** Throws AccountError for a setting of a provider that is neither known nor named by a list of models. */
function requireNamedProviders({ name, changes, environment }: Edit, after: Values): void {
  const { values } = mergeAccount({ name, own: after, environment });
  const named = listNamedProviders(values);
  for (const setting of Object.keys(changes)) {
    const provider = providerOf(setting);
    if (provider === undefined || findStaticSetting(setting) !== undefined) continue;
    if (after[setting] === undefined || named.includes(provider)) continue;
    const meant = findMeantSetting(
      setting,
      SETTINGS.map((known) => known.name),
    );
    throw new RefusedSettingError(
      setting,
      meant === undefined
        ? accountTexts.unusedProvider(setting, provider)
        : accountTexts.unknownSetting(setting, meant),
    );
  }
}

/** Every process reads every account after each change, so a value is no place for a document. */
const MOST_CHARACTERS = 100_000;

/** Throws AccountError for a value that no .env could hold, such as a file that was piped in. */
export function requireStorable(setting: string, value: string): void {
  if (value.length > MOST_CHARACTERS)
    throw new RefusedSettingError(setting, accountTexts.tooLong(setting, MOST_CHARACTERS));
  // A text may have several lines.
  if (/[^\P{Cc}\t\r\n]/u.test(value))
    throw new RefusedSettingError(setting, accountTexts.noText(setting));
}

/** Leaves out what an account would have anyway. */
export function applyChanges(values: Values, changes: Values): Values {
  const applied: Record<string, string> = { ...values };
  for (const [setting, value] of Object.entries(changes)) {
    if (differsFromDefault(setting, value)) applied[setting] = value.trim();
    else delete applied[setting];
  }
  return applied;
}

/** Returns the settings and secrets of a record with those that were changed put in their place. */
export function seal(
  record: AccountRecord,
  { name, changes, box }: Pick<Edit, 'name' | 'changes' | 'box'>,
  values: Values,
): Pick<AccountRecord, 'settings' | 'secrets'> {
  const settings = without(record.settings, changes);
  const secrets = without(record.secrets, changes);
  for (const setting of Object.keys(changes)) {
    const value = values[setting];
    if (value === undefined) continue;
    if (!findSetting(setting)?.isSecret) settings[setting] = value;
    else secrets[setting] = box.seal(value, { account: name, setting });
  }
  return { settings, secrets };
}

function without<Value>(
  values: Readonly<Record<string, Value>>,
  names: Values,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !(name in names)));
}

function findProblems(
  { name, environment, readPersonas }: Edit,
  own: Values,
): readonly SettingProblem[] {
  try {
    const { conversation } = parseAccount(mergeAccount({ name, own, environment }).values);
    readPersonas(conversation, name);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.named;
    throw error;
  }
}
