import { findMeantSetting } from '../config/find-meant-setting.ts';
import { findSetting } from '../config/known-settings.ts';
import { SETTINGS } from '../config/schema.ts';
import type { SettingDefinition } from '../config/setting-definition.ts';
import { showText } from '../config/secrecy.ts';
import { RefusedSettingError } from './account-error.ts';
import { accountTexts } from './account-texts.ts';

/** Returns the setting of an account by its name in .env. Throws AccountError, with the name that was probably meant. */
export function requireAccountSetting(name: string): SettingDefinition {
  const setting = findSetting(name);
  if (setting?.scope === 'account') return setting;
  if (setting !== undefined) throw new RefusedSettingError(name, accountTexts.ofServer(name));
  const meant = findMeantSetting(
    name,
    SETTINGS.map((known) => known.name),
  );
  const shown = showText(name);
  throw new RefusedSettingError(shown, accountTexts.unknownSetting(shown, meant));
}
