import { writtenIn, type Environment } from './env-reader.ts';
import { listSettingsOf } from './known-settings.ts';
import { readSecretFiles } from './secret-files.ts';
import { showSetting } from './show-setting.ts';

/** A setting of an account as a deployer is shown it. */
export interface ShownSetting {
  readonly name: string;
  readonly isSecret: boolean;
  readonly isSet: boolean;
  /** As .env would have it, with the default where nothing is set. Absent for a secret, and where no value holds. */
  readonly value: string | undefined;
}

/** Lists the settings of an account with the values in force, of secrets only whether they are set. */
export function listAccountValues(values: Environment): readonly ShownSetting[] {
  const { environment, unreadable } = readSecretFiles(values);
  const settings = listSettingsOf(values);
  return settings
    .filter(({ scope }) => scope === 'account')
    .map((setting) => {
      const { name, kind, byDefault, isSecret } = setting;
      const written = writtenIn(environment, setting);
      const parsed = written === undefined ? undefined : kind.parse(written, name);
      const canonical = parsed && 'value' in parsed ? kind.write(parsed.value) : written;
      return {
        name,
        isSecret,
        isSet: written !== undefined || unreadable.has(name),
        value: showSetting(setting, canonical ?? byDefault),
      };
    });
}
