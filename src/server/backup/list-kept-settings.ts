import { listSettingsFor } from '../../config/known-settings.ts';
import { readSecretFiles } from '../../config/secret-files.ts';
import type { Environment } from '../../config/env-reader.ts';
import type { KeptSetting } from '../../backup/settings-file.ts';

/** The settings that the environment sets, secret ones apart. */
export interface KeptSettings {
  readonly settings: readonly KeptSetting[];
  readonly secretSettings: readonly KeptSetting[];
}

/** Lists what .env and the environment set of Kuaihui, with the secrets that are in files of their own. */
export function listKeptSettings(environment: Environment): KeptSettings {
  const { environment: filled } = readSecretFiles(environment);
  const kept = listSettingsFor(filled)
    .filter(({ name }) => name !== 'DATA_DIR' && filled[name]?.trim())
    .map(({ name, isSecret }) => ({ name, value: filled[name] ?? '', isSecret }));
  const pick = (secret: boolean) =>
    kept.filter(({ isSecret }) => isSecret === secret).map(({ name, value }) => ({ name, value }));
  return { settings: pick(false), secretSettings: pick(true) };
}
