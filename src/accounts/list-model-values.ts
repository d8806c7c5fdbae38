import type { Environment } from '../config/env-reader.ts';
import { listSettingsOf } from '../config/known-settings.ts';
import { isInherited } from '../config/merge-account.ts';
import type { Values } from './edit-record.ts';

/** Lists what an account sets itself of its models and their providers; keys and addresses go together. */
export function listModelValues(own: Environment): Values {
  const names = listSettingsOf(own)
    .filter(isInherited)
    .map(({ name }) => name);
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = own[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}
