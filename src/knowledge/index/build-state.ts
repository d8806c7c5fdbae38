import type Database from 'libsql';

/** What an index holds of the store: the generations of the store's collections when it was last brought up to date. */
export interface Generations {
  readonly documents: number;
  readonly vectors: number;
}

/** What the builders of an index note in it. */
export interface BuildState {
  generations(): Generations | undefined;
  /** Notes that everything of these generations is held. Within a transaction of the caller. */
  setGenerations(generations: Generations): void;
  /** Says whether a newer builder wrote; if not, notes this one. Within a transaction of the caller. */
  claim(fence: number): 'ours' | 'replaced';
}

export const BUILD_STATE_TABLE = `
  CREATE TABLE build_state (name TEXT PRIMARY KEY, value INTEGER NOT NULL);`;

export function createBuildState(database: Database.Database): BuildState {
  const get = database.prepare('SELECT value FROM build_state WHERE name = ?');
  const put = database.prepare('INSERT OR REPLACE INTO build_state (name, value) VALUES (?, ?)');
  const read = (name: string) => (get.get([name]) as { value: number } | undefined)?.value;
  return {
    generations() {
      const documents = read('documents');
      const vectors = read('vectors');
      if (documents === undefined || vectors === undefined) return undefined;
      return { documents, vectors };
    },
    setGenerations({ documents, vectors }) {
      put.run(['documents', documents]);
      put.run(['vectors', vectors]);
    },
    claim(fence) {
      const noted = read('fence') ?? 0;
      if (noted > fence) return 'replaced';
      if (noted < fence) put.run(['fence', fence]);
      return 'ours';
    },
  };
}
