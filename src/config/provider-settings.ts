import { findPreset, PRESETS, type ProviderPreset } from '../models/presets.ts';
import { variablesOf } from '../models/provider-variables.ts';
import { SEARCHING_PROVIDERS } from '../models/web-search/built-in-search.ts';
import type { Sentence } from '../runtime/sentence.ts';
import { providerOf } from './provider-name.ts';
import {
  listDefinitions,
  type SettingDefinition,
  type SettingGroup,
} from './setting-definition.ts';
import {
  apiKeys,
  cozeUrl,
  difyUrl,
  jsonObject,
  modelUrl,
  onOff,
  type SettingKind,
} from './setting-kind.ts';

/** A definition that says what reading it gives. */
interface DefinitionOf<Value> extends SettingDefinition {
  readonly kind: SettingKind<Value>;
}

/** The settings of one provider. */
export interface ProviderSettings {
  readonly apiKeys: DefinitionOf<readonly string[]>;
  readonly baseUrl: DefinitionOf<string>;
  readonly extraBody: DefinitionOf<Record<string, unknown>>;
  /** Refused for a provider whose search Kuaihui cannot turn on. */
  readonly webSearch: DefinitionOf<boolean>;
}

const GROUP: SettingGroup = {
  key: 'providers',
  title: { en: 'Providers of models', zh: '模型厂商' },
  says: {
    en: 'For the names in CHAT_MODELS: the key (several with commas share the load), the address where another one is meant than shown, and fields of the request as JSON. Any other name is a provider too once it has an address: mine/m1 in CHAT_MODELS goes with MINE_BASE_URL, MINE_API_KEY and MINE_EXTRA_BODY; a dash in the name is an underscore in them.',
    zh: '对应 CHAT_MODELS 里的厂商名：密钥（可以用逗号写几个，分担请求）、地址（和这里写的不同时才填）、请求里的其他参数（JSON）。别的名字填了地址也能用：CHAT_MODELS 里写 mine/m1，再填 MINE_BASE_URL、MINE_API_KEY、MINE_EXTRA_BODY；名字里的横线在变量名里写成下划线。',
  },
  scope: 'account',
  layout: 'compact',
};

/** The settings of every preset but OpenAI's, which the group of the model holds, in the order of .env.example. */
export const PRESET_SETTINGS: readonly SettingDefinition[] = PRESETS.filter(
  ({ name }) => name !== 'openai',
).flatMap(({ name }) => {
  const { webSearch, ...settings } = providerSettings(name);
  const shown = SEARCHING_PROVIDERS.includes(name) ? { ...settings, webSearch } : settings;
  return Object.values(shown);
});

/** Returns the settings of a provider, whether it is known or the deployer named it. */
export function providerSettings(provider: string): ProviderSettings {
  const names = variablesOf(provider);
  const preset = findPreset(provider);
  const title = preset?.title ?? { en: provider, zh: provider };
  const [keyOf, addressOf, bodyOf, searchOf] = listDefinitions({
    group: GROUP,
    entries: {
      [names.apiKey]: { kind: apiKeys, isSecret: true, says: sayKey(title, preset) },
      [names.baseUrl]: {
        kind: addressKind(preset),
        says: sayAddress(title, preset),
        ...(preset?.baseUrl !== undefined && { byDefault: preset.baseUrl }),
      },
      [names.extraBody]: {
        kind: jsonObject,
        says: {
          en: `More fields of the request to ${title.en}, as a JSON object.`,
          zh: `发给${spaced(title.zh)}的请求里其他参数，写成 JSON 对象。`,
        },
      },
      [names.webSearch]: {
        kind: onOff,
        byDefault: 'off',
        says: {
          en: `Whether ${title.en} searches the web by itself for answers, which it charges for.`,
          zh: `回答时是否让${spaced(title.zh)}自己联网搜索；搜索由它另外收费。`,
        },
      },
    },
  });
  return {
    ...{ apiKeys: keyOf, baseUrl: addressOf, extraBody: bodyOf, webSearch: searchOf },
  } as ProviderSettings;
}

/** Returns the setting that a name would be for a provider that the deployer named, such as MINE_BASE_URL. */
export function findProviderSetting(name: string): SettingDefinition | undefined {
  const provider = providerOf(name);
  if (provider === undefined) return undefined;
  const settings: readonly SettingDefinition[] = Object.values(providerSettings(provider));
  return settings.find((setting) => setting.name === name);
}

function addressKind(preset: ProviderPreset | undefined): SettingKind<string> {
  if (preset?.api === 'dify') return difyUrl;
  return preset?.api === 'coze' ? cozeUrl : modelUrl;
}

function sayKey(title: Sentence, preset: ProviderPreset | undefined): Sentence {
  return preset === undefined || preset.key === 'none'
    ? {
        en: `The key of ${title.en}, where it wants one.`,
        zh: `${title.zh} 的密钥，不要密钥就不填。`,
      }
    : { en: `The key of ${title.en}.`, zh: `${title.zh} 的密钥。` };
}

function sayAddress(title: Sentence, preset: ProviderPreset | undefined): Sentence {
  return preset?.baseUrl === undefined
    ? { en: `The address of ${title.en}; always needed.`, zh: `${title.zh} 的地址，一定要填。` }
    : { en: `The address of ${title.en}.`, zh: `${title.zh} 的地址。` };
}

/** Sets a space between Chinese and Latin letters. */
function spaced(title: string): string {
  return `${/^[\x21-\x7e]/.test(title) ? ' ' : ''}${title}${/[\x21-\x7e]$/.test(title) ? ' ' : ''}`;
}
