import { join, resolve } from 'node:path';
import { ConfigError } from '../config/config-error.ts';
import type { ConversationConfig } from '../config/config.ts';
import { PROJECT_FOLDER } from '../config/project-folder.ts';
import { findByName } from './find-by-name.ts';
import type { PersonaFile } from './persona.ts';
import { personaTexts } from './persona-texts.ts';
import { namesOf, readPersonaFolder, type PersonaFolder } from './read-persona-folder.ts';

/** The personas of an account. */
export interface AccountPersonas extends PersonaFolder {
  /** The persona that PERSONA names; absent where the account's own prompt is the default. */
  readonly chosen: PersonaFile | undefined;
}

/** Returns the personas that an account's settings name. Throws ConfigError. */
export type ReadPersonas = (
  conversation: Pick<ConversationConfig, 'personasDir' | 'persona'>,
) => AccountPersonas;

/** The personas that come with the package. */
const SHIPPED = join(PROJECT_FOLDER, 'personas');

/** Creates what reads the personas of accounts. Each folder is read once, so a changed file counts from the next start. */
export function createPersonaReader(
  onRead: (folder: PersonaFolder) => void = () => {},
): ReadPersonas {
  const known = new Map<string, PersonaFolder>();
  const open = (personasDir: string | undefined): PersonaFolder => {
    const folder = resolve(personasDir ?? SHIPPED);
    const read = known.get(folder) ?? readOrRefuse(folder, personasDir);
    if (!known.has(folder)) onRead(read);
    known.set(folder, read);
    return read;
  };
  return ({ personasDir, persona }) => {
    const folder = open(personasDir);
    if (persona === undefined) return { ...folder, chosen: undefined };
    const chosen = findByName(folder.personas, namesOf, persona);
    if (chosen) return { ...folder, chosen };
    const names = folder.personas.map(({ name }) => name);
    // A broken file is the likeliest reason, and it was named nowhere else when the start ends here.
    throw new ConfigError([personaTexts.unknownPersona(persona, names), ...folder.problems]);
  };
}

function readOrRefuse(folder: string, personasDir: string | undefined): PersonaFolder {
  try {
    return readPersonaFolder(folder);
  } catch {
    // Only the folder itself throws; a package without the shipped ones works all the same.
    if (personasDir === undefined) return { personas: [], problems: [], remarks: [] };
    throw new ConfigError([personaTexts.noFolder(personasDir)]);
  }
}
