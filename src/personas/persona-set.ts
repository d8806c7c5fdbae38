import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { PROJECT_FOLDER } from '../config/project-folder.ts';

/** The personas that one folder imports; accounts with the same folder share them. */
export interface PersonaSet {
  /** Names it in the store: `shipped`, or `dir.` with the beginning of a hash of the folder. */
  readonly name: string;
  readonly folder: string;
}

/** The personas that come with the package. */
const SHIPPED: PersonaSet = { name: 'shipped', folder: join(PROJECT_FOLDER, 'personas') };

/** Returns the set of an account's folder, or the shipped one. */
export function personaSetOf(personasDir: string | undefined): PersonaSet {
  if (personasDir === undefined) return SHIPPED;
  const folder = resolve(personasDir);
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 8);
  return { name: `dir.${hash}`, folder };
}
