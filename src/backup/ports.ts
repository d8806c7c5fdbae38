/** A process of Kuaihui that works with a store. */
export interface WorkingProcess {
  /** Empty where the process did not say it. */
  readonly host: string;
  readonly pid: number;
}

/** What a store holds, as it is found without any change to it. */
export interface StoredState {
  readonly isEmpty: boolean;
  /** The version of Kuaihui that worked with it last; undefined for an empty store. */
  readonly version: string | undefined;
  readonly living: readonly WorkingProcess[];
}

/** How many things of each kind a copy holds, by the names of its tables. */
export type Counts = Readonly<Record<string, number>>;

/** Tells how much of a long work is done. The total is an estimate. */
export type OnProgress = (done: number, total: number) => void;

/**
 * A store that can be copied into one database file and filled from one, whatever its driver. A copy holds everything
 * but what belongs to running processes: leases, heartbeats and access tokens.
 */
export interface CopiedStore {
  /** `one moment`: a copy is the state of one instant. `each follower`: each follower's data are of one instant. */
  readonly consistency: 'one moment' | 'each follower';
  /** Whether the data are files in the data folder. */
  readonly isInFolder: boolean;
  look(): Promise<StoredState>;
  /** Writes a copy into a new file, beside working processes. */
  copyTo(file: string, onProgress: OnProgress): Promise<void>;
  /** Takes over what the file holds; the store must be empty. The file is used up. */
  fillFrom(file: string, onProgress: OnProgress): Promise<void>;
  /** Counts what it holds; nothing may write meanwhile. */
  count(): Promise<Counts>;
  close(): Promise<void>;
}

/** A stored record of a collection, with its values as the copy holds them. */
export interface CopiedRecord {
  readonly collection: string;
  readonly key: string;
  /** JSON. */
  readonly value: string;
  readonly version: number;
  readonly expiresAt: number | null;
}

/** What can be done with the file of a copy. */
export interface CopyFiles {
  /** The newest schema that this version knows. */
  readonly newestSchema: number;
  /** Returns what the file holds. Throws StoreUnavailableError when it is damaged or no copy of Kuaihui's store. */
  inspect(file: string): { readonly schema: number; readonly counts: Counts };
  readRecords(file: string, collections: readonly string[]): readonly CopiedRecord[];
  /** Takes the records of these collections out and writes the rest into a new file, in which no byte of them is left. */
  takeRecords(
    file: string,
    collections: readonly string[],
    rest: string,
  ): Promise<readonly CopiedRecord[]>;
  dropRecords(file: string, collections: readonly string[]): void;
  /** Deletes what has expired but was not cleaned up yet. */
  dropExpired(file: string, now: number): void;
  /** Puts records back. */
  putRecords(file: string, records: readonly CopiedRecord[]): void;
}
