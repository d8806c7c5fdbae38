import { consoleSettings } from './schema/console.ts';
import { conversationSettings } from './schema/conversation.ts';
import { dataSettings } from './schema/data.ts';
import { deliverySettings } from './schema/delivery.ts';
import { documentSettings, searchSettings } from './schema/documents.ts';
import { budgetSettings, limitSettings, priceSettings } from './schema/limits.ts';
import { modelSettings } from './schema/model.ts';
import { proxySettings } from './schema/proxy.ts';
import { serverSettings } from './schema/server.ts';
import { toolServerSettings, toolSettings } from './schema/tools.ts';
import { wechatSettings } from './schema/wechat.ts';
import { PRESET_SETTINGS } from './provider-settings.ts';
import { listDefinitions, type SettingDefinition, type ValueOf } from './setting-definition.ts';

const SECTIONS = [
  wechatSettings,
  modelSettings,
  proxySettings,
  conversationSettings,
  documentSettings,
  searchSettings,
  toolSettings,
  toolServerSettings,
  limitSettings,
  budgetSettings,
  priceSettings,
  deliverySettings,
  dataSettings,
  serverSettings,
  consoleSettings,
] as const;

type Entries = UnionToIntersection<(typeof SECTIONS)[number]['entries']>;
type UnionToIntersection<Union> = (Union extends unknown ? (one: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never;

/** The name of a setting, as it stands in .env. */
export type SettingName = keyof Entries;

/** What reading the setting gives. */
export type SettingValue<Name extends SettingName> = ValueOf<Entries[Name]>;

/** Every setting whose name is known, in the order of .env.example. */
export const SETTINGS: readonly SettingDefinition[] = SECTIONS.flatMap((section) =>
  section === modelSettings
    ? [...listDefinitions(section), ...PRESET_SETTINGS]
    : listDefinitions(section),
);

const BY_NAME: ReadonlyMap<string, SettingDefinition> = new Map(
  SETTINGS.map((setting) => [setting.name, setting]),
);

/** Returns the setting of exactly this name, if the name is a known one. */
export function findStaticSetting(name: string): SettingDefinition | undefined {
  return BY_NAME.get(name);
}
