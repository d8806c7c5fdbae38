import { normaliseSpelling } from '../messages/visible-text.ts';
import type { Collections } from '../runtime/collection.ts';
import type { PersonaFile } from './persona.ts';
import { namesOf, type PersonaFolder } from './read-persona-folder.ts';
import { PERSONAS } from './stored-personas.ts';

/** The personas that the owner wrote in the console, by account. Every function throws StoreUnavailableError. */
export interface OwnPersonas {
  all(): Promise<ReadonlyMap<string, readonly PersonaFile[]>>;
  list(account: string): Promise<readonly PersonaFile[]>;
  /** Writes one; with `isNew` nothing is written where one has the id. */
  put(account: string, persona: PersonaFile, isNew?: boolean): Promise<'written' | 'stale'>;
  remove(account: string, id: string): Promise<void>;
  /** Deletes all of an account. */
  forget(account: string): Promise<void>;
}

/** No set of a folder begins like it. */
const PREFIX = 'own.';

export function openOwnPersonas(collections: Collections): OwnPersonas {
  const records = collections.open<PersonaFile>(PERSONAS);
  const prefixOf = (account: string) => `${PREFIX}${encodeURIComponent(account)}/`;
  const keyOf = (account: string, id: string) =>
    prefixOf(account) + encodeURIComponent(id.toWellFormed());
  const list = async (account: string) =>
    (await records.list(prefixOf(account))).map(({ value }) => value);
  return {
    async all() {
      const found = new Map<string, PersonaFile[]>();
      for (const { key, value } of await records.list(PREFIX)) {
        const account = decodeURIComponent(key.slice(PREFIX.length, key.indexOf('/')));
        found.set(account, [...(found.get(account) ?? []), value]);
      }
      return found;
    },
    list,
    put: (account, persona, isNew = false) =>
      records.put(keyOf(account, persona.id), persona, isNew ? { expected: 0 } : {}),
    remove: (account, id) => records.delete(keyOf(account, id)),
    async forget(account) {
      for (const { id } of await list(account)) await records.delete(keyOf(account, id));
    },
  };
}

/** Puts an account's own personas in the place of those of a folder with the same id or a name of theirs. */
export function withOwn<Folder extends PersonaFolder>(
  folder: Folder,
  own: readonly PersonaFile[] = [],
): Folder {
  if (own.length === 0) return folder;
  const byId = new Map(own.map((persona) => [persona.id, persona]));
  const taken = new Set(own.flatMap(namesOf).map(normaliseSpelling));
  const isFree = (persona: PersonaFile) =>
    !namesOf(persona).some((name) => taken.has(normaliseSpelling(name)));
  const ofFolder = folder.personas.flatMap((persona) => {
    const replacement = byId.get(persona.id);
    byId.delete(persona.id);
    return replacement ? [replacement] : isFree(persona) ? [persona] : [];
  });
  return { ...folder, personas: [...ofFolder, ...byId.values()] };
}
