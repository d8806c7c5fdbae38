import { isDeepStrictEqual } from 'node:util';
import type { CollectionDefinition, Collections } from '../runtime/collection.ts';
import type { PersonaFile } from './persona.ts';

/** The personas of all sets, by set and persona. */
export const PERSONAS: CollectionDefinition = { name: 'personas', about: 'product' };

/** The personas in the store, shared by all processes. Every function throws StoreUnavailableError while the store is away. */
export interface StoredPersonas {
  /** Lists a set in the order of its files. */
  list(set: string): Promise<readonly PersonaFile[]>;
  /** Makes a set hold exactly these; what is the same is not written. */
  replace(set: string, personas: readonly PersonaFile[]): Promise<void>;
  /** Rises with each change, by any process. */
  generation(): Promise<number>;
}

export function openStoredPersonas(collections: Collections): StoredPersonas {
  const records = collections.open<PersonaFile>(PERSONAS);
  const prefixOf = (set: string) => `${encodeURIComponent(set)}/`;
  const keyOf = (set: string, { id }: PersonaFile) =>
    prefixOf(set) + encodeURIComponent(id.toWellFormed());
  return {
    async list(set) {
      const entries = await records.list(prefixOf(set));
      return entries
        .map(({ value }) => value)
        .sort((one, other) => (`${one.id}.md` < `${other.id}.md` ? -1 : 1));
    },
    async replace(set, personas) {
      const stored = new Map(
        (await records.list(prefixOf(set))).map(({ key, value }) => [key, value]),
      );
      for (const persona of personas) {
        const key = keyOf(set, persona);
        // As the store gives it back, without what is undefined.
        const plain = JSON.parse(JSON.stringify(persona)) as PersonaFile;
        if (!isDeepStrictEqual(stored.get(key), plain)) await records.put(key, plain);
        stored.delete(key);
      }
      for (const key of stored.keys()) await records.delete(key);
    },
    generation: () => collections.generation(PERSONAS.name),
  };
}
