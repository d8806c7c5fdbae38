import type Database from 'libsql';
import type { NearPassage } from './knowledge-index.ts';
import { createSignBits, signsOf, type SignBits } from './sign-bits.ts';

/** How the cosines between passages of a base are distributed; it depends on the model. */
interface CosineStatistics {
  readonly mean: number;
  readonly deviation: number;
}

/** A model with the length of its vectors. */
interface VectorModel {
  readonly name: string;
  readonly dimensions: number;
}

/** The vectors that are held of a document. */
export interface HeldVectors extends VectorModel {
  readonly document: string;
  readonly count: number;
}

/**
 * The vectors of one base, in the database of its full-text index. Synchronous, like SQLite.
 *
 * One model serves. Vectors of another are collected beside it until every passage has one; then that model serves, and
 * the vectors of the others are deleted bit by bit.
 */
export interface VectorIndex {
  /** The model that serves; absent before every passage had a vector for the first time. */
  serving(): VectorModel | undefined;
  /** The nearest passages by the serving model, nearest first; none when the vector is not of its length. */
  nearest(vector: Float32Array, most: number): NearPassage[];
  /** Absent while fewer than two passages have vectors. */
  statistics(): CosineStatistics | undefined;
  held(): HeldVectors[];
  /** Adds vectors of some passages of a document, within a transaction of the caller. */
  add(
    document: string,
    model: string,
    passages: readonly number[],
    vectors: readonly Float32Array[],
  ): void;
  /** Removes a document's vectors, within a transaction of the caller: of one model or of all. */
  remove(document: string, model?: VectorModel): void;
  /** Lets the newest wanted model serve that has a vector for every passage, within a transaction of the caller. */
  chooseServing(wanted: readonly string[], passages: number): void;
  /**
   * Deletes some vectors of models that neither serve nor are wanted, within a transaction of the caller. Returns whether
   * there may be more.
   */
  deleteUnused(wanted: readonly string[]): 'more' | 'done';
}

/** The tables of the vectors. A passage's id is never used again, so its vector cannot be taken for another's. */
export const VECTOR_TABLES = `
  CREATE TABLE vector_models (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, dimensions INTEGER NOT NULL, serves INTEGER NOT NULL DEFAULT 0, UNIQUE (name, dimensions)
  );
  CREATE TABLE vectors (id INTEGER PRIMARY KEY, passage INTEGER NOT NULL, model INTEGER NOT NULL, vector BLOB NOT NULL, UNIQUE (passage, model));
  CREATE TABLE sign_bits (
    model INTEGER NOT NULL, document TEXT NOT NULL, change INTEGER NOT NULL, passages BLOB NOT NULL, signs BLOB NOT NULL, PRIMARY KEY (model, document)
  );
  CREATE INDEX sign_bits_by_change ON sign_bits (model, change);`;

/** So many of the nearest by signs are compared exactly. */
const MOST_COMPARED = 200;
const MOST_SAMPLED = 96;
/** So many documents lose their unused vectors at a time. */
const MOST_DELETED_AT_ONCE = 20;

interface ModelRow extends VectorModel {
  readonly id: number;
}
interface SignRow {
  readonly document: string;
  readonly change: number;
  readonly passages: Uint8Array;
  readonly signs: Uint8Array;
}

export function createVectorIndex(database: Database.Database): VectorIndex {
  const one = <Row>(sql: string) => {
    const statement = database.prepare(sql);
    return (...values: readonly unknown[]) => statement.get([...values]) as Row | undefined;
  };
  const all = <Row>(sql: string) => {
    const statement = database.prepare(sql);
    return (...values: readonly unknown[]) => statement.all([...values]) as Row[];
  };
  const run = (sql: string) => {
    const statement = database.prepare(sql);
    return (...values: readonly unknown[]) => statement.run([...values]);
  };
  const statements = {
    serving: one<ModelRow>('SELECT id, name, dimensions FROM vector_models WHERE serves = 1'),
    models: all<ModelRow>('SELECT id, name, dimensions FROM vector_models ORDER BY id DESC'),
    model: one<ModelRow>(
      'SELECT id, name, dimensions FROM vector_models WHERE name = ? AND dimensions = ?',
    ),
    putModel: run('INSERT INTO vector_models (name, dimensions) VALUES (?, ?)'),
    serve: run('UPDATE vector_models SET serves = (id IS ?)'),
    deleteModel: run('DELETE FROM vector_models WHERE id = ?'),
    // One statement for many, because each call of SQLite costs as much as what it reads.
    vectorsOf: all<{ passage: number; vector: Uint8Array }>(
      'SELECT passage, vector FROM vectors WHERE model = ? AND passage IN (SELECT value FROM json_each(?))',
    ),
    putVector: run('INSERT OR REPLACE INTO vectors (passage, model, vector) VALUES (?, ?, ?)'),
    deleteVector: run('DELETE FROM vectors WHERE passage = ? AND model = ?'),
    signs: one<SignRow>('SELECT * FROM sign_bits WHERE model = ? AND document = ?'),
    signsSince: all<SignRow>(
      'SELECT document, change, passages, signs FROM sign_bits WHERE model = ? AND change > ?',
    ),
    putSigns: run(
      'INSERT OR REPLACE INTO sign_bits (model, document, change, passages, signs) VALUES (?, ?, ?, ?, ?)',
    ),
    deleteSigns: run('DELETE FROM sign_bits WHERE model = ? AND document = ?'),
    someDocuments: all<{ document: string }>(
      `SELECT document FROM sign_bits WHERE model = ? LIMIT ${MOST_DELETED_AT_ONCE}`,
    ),
    lastChange: one<{ change: number | null }>(
      'SELECT max(change) AS change FROM sign_bits WHERE model = ?',
    ),
    held: all<HeldVectors>(
      `SELECT document, name, dimensions, length(passages) / 4 AS count
       FROM sign_bits JOIN vector_models ON vector_models.id = sign_bits.model WHERE length(passages) > 0`,
    ),
    count: one<{ count: number | null }>(
      'SELECT sum(length(passages)) / 4 AS count FROM sign_bits WHERE model = ?',
    ),
    dataVersion: one<{ data_version: number }>('PRAGMA data_version'),
  };

  // What was read of the serving model, up to which change, and at which version of the file.
  let loaded: { readonly model: ModelRow; readonly bits: SignBits } | undefined;
  let seenChange = 0;
  let seenVersion: number | undefined;
  let statistics: { readonly of: CosineStatistics; readonly size: number } | undefined;

  /** Reads what changed since the last look, by this process or another. */
  function load(): typeof loaded {
    const version = statements.dataVersion()?.data_version;
    if (version === seenVersion) return loaded;
    const model = statements.serving();
    if (model?.id !== loaded?.model.id) {
      loaded = model && { model, bits: createSignBits(model.dimensions) };
      seenChange = 0;
      statistics = undefined;
    }
    if (loaded) {
      for (const row of statements.signsSince(loaded.model.id, seenChange)) {
        loaded.bits.put(row.document, toNumbers(row.passages), toNumbers(row.signs));
        seenChange = Math.max(seenChange, row.change);
      }
    }
    seenVersion = version;
    return loaded;
  }
  /** Writes of this connection do not change the version that it sees. */
  function lookAgain(): void {
    seenVersion = undefined;
  }
  function modelOf(name: string, dimensions: number): ModelRow {
    const known = statements.model(name, dimensions);
    if (known) return known;
    statements.putModel(name, dimensions);
    return modelOf(name, dimensions);
  }
  const nextChange = ({ id }: ModelRow) => (statements.lastChange(id)?.change ?? 0) + 1;

  function removeOf(model: ModelRow, document: string): void {
    const signs = statements.signs(model.id, document);
    if (!signs || signs.passages.byteLength === 0) return;
    for (const passage of toNumbers(signs.passages)) statements.deleteVector(passage, model.id);
    // An empty row tells other processes that the document is gone.
    const nothing = Buffer.alloc(0);
    statements.putSigns(model.id, document, nextChange(model), nothing, nothing);
  }
  /** The vectors of those passages that have one, in no order. */
  function read(model: ModelRow, passages: readonly number[]) {
    return statements
      .vectorsOf(model.id, JSON.stringify(passages))
      .map((row) => ({ passage: row.passage, vector: toFloats(row.vector) }));
  }

  return {
    serving() {
      const model = statements.serving();
      return model && { name: model.name, dimensions: model.dimensions };
    },
    nearest(vector, most) {
      const { model, bits } = load() ?? {};
      if (!model || !bits || vector.length !== model.dimensions) return [];
      const asked = toLengthOne(vector);
      return read(model, bits.nearest(signsOf(asked), Math.max(most, MOST_COMPARED)))
        .map(({ passage, vector: known }) => ({ passage, cosine: dot(asked, known) }))
        .sort((one, other) => other.cosine - one.cosine)
        .slice(0, most);
    },
    statistics() {
      const { model, bits } = load() ?? {};
      if (!model || !bits) return undefined;
      const isCurrent = statistics && Math.abs(statistics.size - bits.size) < bits.size / 10;
      if (!isCurrent) {
        const sample = read(model, bits.sample(MOST_SAMPLED));
        const of = describeCosines(sample.map(({ vector: known }) => known));
        statistics = of && { of, size: bits.size };
      }
      return statistics?.of;
    },
    held: () => statements.held(),
    add(document, name, passages, vectors) {
      const [first] = vectors;
      if (!first) return;
      lookAgain();
      const model = modelOf(name, first.length);
      const before = statements.signs(model.id, document);
      for (const [place, passage] of passages.entries())
        statements.putVector(passage, model.id, toBytes(toLengthOne(vectors[place] ?? first)));
      const signs = vectors.map((vector) => toBytes(signsOf(vector)));
      statements.putSigns(
        model.id,
        document,
        nextChange(model),
        Buffer.concat(
          [before?.passages ?? Buffer.alloc(0), toBytes(Uint32Array.from(passages))].map(asBuffer),
        ),
        Buffer.concat([before?.signs ?? Buffer.alloc(0), ...signs].map(asBuffer)),
      );
    },
    remove(document, model) {
      lookAgain();
      const models = model ? [statements.model(model.name, model.dimensions)] : statements.models();
      for (const each of models) if (each) removeOf(each, document);
    },
    chooseServing(wanted, passages) {
      const serving = statements.serving();
      const whole = statements.models().find(({ id, name }) => {
        const { count } = statements.count(id) ?? {};
        return wanted.includes(name) && (count ?? 0) === passages && passages > 0;
      });
      if (!whole || whole.id === serving?.id) return;
      lookAgain();
      statements.serve(whole.id);
    },
    deleteUnused(wanted) {
      const serving = statements.serving();
      const isWanted = (name: string) => wanted.includes(name);
      // Nothing is wanted where vectors are no longer used at all.
      const unused = statements
        .models()
        .filter(({ id, name }) => wanted.length === 0 || (id !== serving?.id && !isWanted(name)));
      if (unused.length > 0) lookAgain();
      if (wanted.length === 0) statements.serve(null);
      for (const model of unused) {
        const documents = statements.someDocuments(model.id);
        for (const { document } of documents) {
          removeOf(model, document);
          statements.deleteSigns(model.id, document);
        }
        if (documents.length > 0) return 'more';
        statements.deleteModel(model.id);
      }
      return 'done';
    },
  };
}

/** The mean and the deviation of the cosines of all pairs. */
function describeCosines(vectors: readonly Float32Array[]): CosineStatistics | undefined {
  const cosines = vectors.flatMap((one, place) =>
    vectors.slice(place + 1).map((other) => dot(one, other)),
  );
  if (cosines.length === 0) return undefined;
  const mean = cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length;
  const variance = cosines.reduce((sum, cosine) => sum + (cosine - mean) ** 2, 0) / cosines.length;
  return { mean, deviation: Math.sqrt(variance) };
}

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let place = 0; place < one.length; place += 1)
    sum += (one[place] as number) * (other[place] as number);
  return sum;
}

/** A vector of which nothing can be said, because of numbers that are none, stays at zero: it is near to nothing. */
function toLengthOne(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector));
  if (!Number.isFinite(length) || length === 0) return new Float32Array(vector.length);
  return vector.map((value) => value / length);
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function toBytes(numbers: Float32Array | Uint32Array): Buffer {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

/** Copies, because SQLite's bytes may begin at any address. */
function toNumbers(bytes: Uint8Array | ArrayBuffer): Uint32Array {
  return new Uint32Array(copyBytes(bytes));
}

function toFloats(bytes: Uint8Array | ArrayBuffer): Float32Array {
  return new Float32Array(copyBytes(bytes));
}

function copyBytes(bytes: Uint8Array | ArrayBuffer): ArrayBuffer {
  const copy = new Uint8Array(bytes.byteLength - (bytes.byteLength % 4));
  const source = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
  copy.set(source.subarray(0, copy.length));
  return copy.buffer;
}
