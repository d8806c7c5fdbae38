import { writtenIn, type Environment } from '../../config/env-reader.ts';
import { listSettingsFor } from '../../config/known-settings.ts';
import { variableOf } from '../../config/merge-account.ts';
import { isStorableForServer } from '../../config/merge-server.ts';
import { readEnvFile } from '../../config/read-env-file.ts';
import { readSecretFiles } from '../../config/secret-files.ts';
import { differsFromDefault } from '../../config/setting-difference.ts';
import type { SettingDefinition } from '../../config/setting-definition.ts';
import type { EnvLine } from '../../console/settings/settings-contract.ts';

/** Lists what the environment sets and the store could, with the lines of .env as it is now. */
export function listEnvLines(
  environment: Environment,
  file: string | undefined,
  stored: ReadonlySet<string>,
): EnvLine[] {
  const lines = readLines(file);
  const { environment: filled } = readSecretFiles(environment);
  return listSettingsFor(environment)
    .filter(isStorable)
    .flatMap((setting) => {
      const variable = variableOf(environment, setting);
      if (variable === undefined) return [];
      const { name, isSecret } = setting;
      const isDefault = !differsFromDefault(name, writtenIn(filled, setting) ?? '');
      return [
        {
          ...{ name, variable, secret: isSecret },
          line: lines.get(variable) ?? null,
          // What holds anyway is not stored.
          isStored: stored.has(name) || isDefault,
        },
      ];
    });
}

function isStorable(setting: SettingDefinition): boolean {
  return setting.scope === 'account' ? !setting.isForOperator : isStorableForServer(setting);
}

function readLines(file: string | undefined): ReadonlyMap<string, number> {
  const read = file === undefined ? undefined : readEnvFile(file);
  if (read?.is !== 'read') return new Map();
  return new Map(
    read.entries.flatMap((entry) => (entry.read ? [[entry.read.name, entry.line] as const] : [])),
  );
}
