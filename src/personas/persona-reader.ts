import { ConfigError } from '../config/config-error.ts';
import type { ConversationConfig } from '../config/config.ts';
import { findByName } from './find-by-name.ts';
import type { PersonaFile } from './persona.ts';
import { personaSetOf } from './persona-set.ts';
import { personaTexts } from './persona-texts.ts';
import { namesOf, readPersonaFolder, type PersonaFolder } from './read-persona-folder.ts';

/** The personas of an account. */
export interface AccountPersonas extends PersonaFolder {
  /** The persona that PERSONA names; absent where the account's own prompt is the default. */
  readonly chosen: PersonaFile | undefined;
}

/** Returns the personas that an account's settings name, with those that the account has of its own. Throws ConfigError. */
export type ReadPersonas = (
  conversation: Pick<ConversationConfig, 'personasDir' | 'persona'>,
  account: string,
) => AccountPersonas;

/** Creates what reads the personas of accounts from their folders, each once: for commands, and before a store is open. */
export function createPersonaReader(): (
  ...args: [conversation: Parameters<ReadPersonas>[0], account?: string]
) => AccountPersonas {
  const known = new Map<string, PersonaFolder>();
  return ({ personasDir, persona }) => {
    const { name } = personaSetOf(personasDir);
    const folder = known.get(name) ?? openPersonaFolder(personasDir);
    known.set(name, folder);
    return chooseDefault(folder, persona);
  };
}

/** Reads the folder that an account names, or the shipped one. Throws ConfigError. */
export function openPersonaFolder(personasDir: string | undefined): PersonaFolder {
  try {
    return readPersonaFolder(personaSetOf(personasDir).folder);
  } catch {
    // Only the folder itself throws; a package without the shipped ones works all the same.
    if (personasDir === undefined) return { personas: [], problems: [], remarks: [] };
    throw new ConfigError([{ setting: 'PERSONAS_DIR', says: personaTexts.noFolder(personasDir) }]);
  }
}

/** Finds the persona that PERSONA names. Throws ConfigError where there is none. */
export function chooseDefault(folder: PersonaFolder, persona: string | undefined): AccountPersonas {
  if (persona === undefined) return { ...folder, chosen: undefined };
  const chosen = findByName(folder.personas, namesOf, persona);
  if (chosen) return { ...folder, chosen };
  const names = folder.personas.map(({ name }) => name);
  // A broken file is the likeliest reason, and it was named nowhere else when the start ends here.
  throw new ConfigError([
    { setting: 'PERSONA', says: personaTexts.unknownPersona(persona, names) },
    ...folder.problems,
  ]);
}
