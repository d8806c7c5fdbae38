import type { AccountView } from '../../accounts/describe-account.ts';
import type { AccountRecord } from '../../accounts/account-record.ts';
import type { Values } from '../../accounts/edit-record.ts';
import type { Environment } from '../../config/env-reader.ts';
import { writtenIn } from '../../config/env-reader.ts';
import { findSetting } from '../../config/known-settings.ts';
import { lockedForServer } from '../../config/merge-server.ts';
import { mergeAccount, variableOf } from '../../config/merge-account.ts';
import { SETTINGS } from '../../config/schema.ts';
import type { SettingDefinition } from '../../config/setting-definition.ts';
import { showSetting } from '../../config/show-setting.ts';
import type { SettingAnswer } from '../../console/settings/settings-contract.ts';
import type { AdviceLanguage } from '../../runtime/sentence.ts';

/** What is known of the settings of an account and of the server. */
export interface KnownSettings {
  readonly view: AccountView;
  readonly server: AccountRecord;
  /** The stored values of the server that open. */
  readonly opened: Values;
  /** The stored values with which this process started. */
  readonly inEffect: Environment;
  readonly environment: Environment;
  readonly earlier: {
    readonly ofAccount: ReadonlyMap<string, number>;
    readonly ofServer: ReadonlyMap<string, number>;
  };
}

/** Describes every setting, in the order of .env.example; providers that only this account names come last. */
export function listSettings(known: KnownSettings, language: AdviceLanguage): SettingAnswer[] {
  const { view } = known;
  const locked = lockedVariables(known);
  const named = [...view.own, ...view.locked, ...view.inherited].flatMap(
    (name) => findSetting(name) ?? [],
  );
  const settings = new Map([...SETTINGS, ...named].map((setting) => [setting.name, setting]));
  return [...settings.values()].map((setting) => ({
    ...describe(setting, language),
    ...(setting.scope === 'account' ? ofAccount(setting, known, locked) : ofServer(setting, known)),
  }));
}

/** Returns the variable of each setting that the environment decides for the account. */
export function lockedVariables({
  view,
  environment,
}: Pick<KnownSettings, 'view' | 'environment'>): ReadonlyMap<string, string> {
  const own = Object.fromEntries(view.stored.map((name) => [name, 'stored']));
  return mergeAccount({ name: view.name, own, environment }).locked;
}

type Standing = Pick<
  SettingAnswer,
  'value' | 'source' | 'locked' | 'lockedBy' | 'isSet' | 'waits' | 'history'
>;

function describe(
  setting: SettingDefinition,
  language: AdviceLanguage,
): Omit<SettingAnswer, keyof Standing> {
  const { name, group, byDefault, isSecret, scope, takesEffect, kind, says, more } = setting;
  return {
    ...{ name, scope, takesEffect, form: kind.form, secret: isSecret },
    group: {
      key: group.key,
      title: group.title[language],
      says: group.says?.[language] ?? null,
    },
    default: byDefault ?? null,
    says: says[language],
    more: more?.[language] ?? null,
  };
}

function ofAccount(
  { name, isSecret, isForOperator }: SettingDefinition,
  { view, earlier }: KnownSettings,
  locked: ReadonlyMap<string, string>,
): Standing {
  const variable = locked.get(name) ?? (isForOperator ? name : null);
  const isOfEnvironment = view.locked.includes(name) || view.inherited.includes(name);
  const isOwn = view.own.includes(name);
  return {
    value: isSecret ? null : (view.settings[name] ?? null),
    source: isOfEnvironment ? 'env' : isOwn ? 'store' : 'default',
    locked: variable !== null,
    lockedBy: variable,
    isSet: isOfEnvironment || isOwn,
    waits: false,
    history: earlier.ofAccount.get(name) ?? 0,
  };
}

function ofServer(
  setting: SettingDefinition,
  { server, opened, inEffect, environment, earlier }: KnownSettings,
): Standing {
  const { name, byDefault } = setting;
  const variable = lockedForServer(setting, environment);
  const isOfEnvironment = variableOf(environment, setting) !== undefined;
  const isStored = !isOfEnvironment && (name in server.settings || name in server.secrets);
  const written = isOfEnvironment ? writtenIn(environment, setting) : server.settings[name];
  return {
    value: showSetting(setting, written ?? byDefault) ?? null,
    source: isOfEnvironment ? 'env' : isStored ? 'store' : 'default',
    locked: variable !== undefined,
    lockedBy: variable ?? null,
    isSet: isOfEnvironment || isStored,
    waits: variable === undefined && opened[name] !== inEffect[name],
    history: earlier.ofServer.get(name) ?? 0,
  };
}
