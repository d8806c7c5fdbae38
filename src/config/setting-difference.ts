import { isDeepStrictEqual } from 'node:util';
import { defaultOf } from './env-reader.ts';
import { isInherited } from './merge-account.ts';
import { findSetting } from './known-settings.ts';

/**
 * Says whether a value differs from what holds where the setting is left out. A setting of the model always differs,
 * because an account that leaves it out has the value of the environment. So does a value that cannot be used.
 */
export function differsFromDefault(name: string, written: string): boolean {
  const setting = findSetting(name);
  const value = written.trim();
  if (setting === undefined || value === '') return false;
  if (isInherited(setting)) return true;
  const parsed = setting.kind.parse(value, name);
  return 'problem' in parsed || !isDeepStrictEqual(parsed.value, defaultOf(setting));
}
