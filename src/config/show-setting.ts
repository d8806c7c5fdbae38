import { withoutPassword } from './secrecy.ts';
import type { SettingDefinition } from './setting-definition.ts';

/** Returns the value of a setting as a person may see it: none of a secret, an address without its password. */
export function showSetting(
  { isSecret, kind }: Pick<SettingDefinition, 'isSecret' | 'kind'>,
  value: string | undefined,
): string | undefined {
  if (isSecret || value === undefined) return undefined;
  return kind.form.is === 'address' ? withoutPassword(value) : value;
}
