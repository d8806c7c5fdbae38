import { idOf } from '../models/model-settings.ts';
import { PRESETS } from '../models/presets.ts';
import { modelListTexts as texts } from './model-list-texts.ts';
import { isProviderName } from './provider-name.ts';
import type { SettingKind } from './setting-kind.ts';
import type { Sentence } from '../runtime/sentence.ts';

/** A model as the settings name it. */
export interface ModelName {
  readonly provider: string;
  /** As the vendor writes it; it may hold slashes. */
  readonly model: string;
}

/** Models with commas between them, each as `provider/model`. The provider's name ends at the first slash. */
export const modelList: SettingKind<readonly ModelName[]> = {
  form: { is: 'models' },
  parse(written, name) {
    const models = new Map<string, ModelName>();
    for (const entry of written.split(',').map((part) => part.trim())) {
      const read = readModelName(entry, name);
      if ('problem' in read) return read;
      models.set(idOf(read), read);
    }
    return { value: [...models.values()] };
  },
  write: (models) => models.map(idOf).join(','),
};

/** One model, as `provider/model`. */
export const oneModel: SettingKind<ModelName> = {
  form: { is: 'model' },
  parse(written, name) {
    const read = readModelName(written, name);
    return 'problem' in read ? read : { value: read };
  },
  write: idOf,
};

function readModelName(entry: string, setting: string): ModelName | { readonly problem: Sentence } {
  if (entry === '') return { problem: texts.emptyEntry(setting) };
  const slash = entry.indexOf('/');
  const provider = entry.slice(0, Math.max(slash, 0)).trim().toLowerCase();
  const model = entry.slice(slash + 1).trim();
  if (slash < 0)
    return {
      problem: PRESETS.some(({ name }) => name === entry.toLowerCase())
        ? texts.withoutModel(setting, entry)
        : texts.withoutProvider(setting, entry),
    };
  if (model === '') return { problem: texts.withoutModel(setting, provider) };
  if (/[\s、，；;]/.test(model)) return { problem: texts.notOneModel(setting, entry) };
  if (!isProviderName(provider)) return { problem: texts.noProviderName(setting, entry) };
  return { provider, model };
}
