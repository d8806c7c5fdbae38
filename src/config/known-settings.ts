import type { Environment } from './env-reader.ts';
import { findProviderSetting, providerSettings } from './provider-settings.ts';
import { listNamedProviders } from './provider-name.ts';
import { findStaticSetting, SETTINGS } from './schema.ts';
import type { SettingDefinition } from './setting-definition.ts';

/** Returns the setting of exactly this name; any name of the form MINE_API_KEY is the setting of a provider. */
export function findSetting(name: string): SettingDefinition | undefined {
  return findStaticSetting(name) ?? findProviderSetting(name);
}

/**
 * Lists the settings that these variables may hold, in the order of .env.example: those of the schema, and those of each
 * provider that a list of models names. A variable such as OTHER_API_KEY belongs to another program otherwise.
 */
export function listSettingsFor(...sources: readonly Environment[]): readonly SettingDefinition[] {
  const named = sources.flatMap(listNamedProviders);
  return withProviders([...new Set(named)].flatMap(listProviderSettings));
}

/** Lists the settings of an account whose values were picked already, so that every name among them is a setting. */
export function listSettingsOf(values: Environment): readonly SettingDefinition[] {
  const own = Object.keys(values).flatMap((name) => findProviderSetting(name) ?? []);
  return withProviders([...listSettingsFor(values).slice(SETTINGS.length), ...own]);
}

function withProviders(settings: readonly SettingDefinition[]): readonly SettingDefinition[] {
  const more = new Map(
    settings
      .filter(({ name }) => findStaticSetting(name) === undefined)
      .map((setting) => [setting.name, setting]),
  );
  return more.size === 0 ? SETTINGS : [...SETTINGS, ...more.values()];
}

function listProviderSettings(provider: string): readonly SettingDefinition[] {
  return Object.values(providerSettings(provider)) as SettingDefinition[];
}
