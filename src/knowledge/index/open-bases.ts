import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Synonyms } from '../text/synonyms.ts';
import { openBaseIndexToRead, openBaseIndexToWrite, type BaseIndex } from './base-index.ts';
import {
  deleteDatabase,
  isDamage,
  isMarkedDamaged,
  markDamaged,
  removeMark,
} from './file-damage.ts';
import { openLeaseFile, type LeaseFile } from './lease-file.ts';

/** The bases that this process builds. */
export interface HeldBases {
  readonly held: readonly string[];
  /** Those that it did not build before, or of which nothing is known to be built any more. */
  readonly taken: readonly string[];
}

/** The indexes of a folder, of which some are open. Used by one thread. */
export interface OpenBases {
  /** Runs work on an index; `without` when no process has built it yet. Throws DamagedIndexError. */
  read<Result>(base: string, work: (index: BaseIndex) => Result, without: Result): Result;
  /** Runs work that writes into an index that this process builds. Throws LeaseLostError or DamagedIndexError. */
  write<Result>(base: string, work: (index: BaseIndex, fence: number) => Result): Result;
  /** Takes or renews the leases of these bases. */
  hold(bases: readonly string[]): HeldBases;
  /** Lists the bases that have a file. */
  list(): readonly string[];
  /** Deletes the file of a base unless another process builds it. */
  discard(base: string): void;
  close(): void;
}

/** The file of a base is damaged; the process that builds it deletes it and builds it anew. */
class DamagedIndexError extends Error {
  override readonly name = 'DamagedIndexError';
}

/** This process does not build the base now. */
class NotHeldError extends Error {
  override readonly name = 'NotHeldError';
}

/** Each open index takes file handles and memory for the signs of its vectors. */
const MOST_OPEN = 16;
const EXTENSION = '.db';

interface OpenBase {
  readonly index: BaseIndex;
  readonly isForWriting: boolean;
  /** Tells whether the file was replaced meanwhile. */
  readonly inode: number | undefined;
}

/** Opens the indexes in `folder`; without one they are in memory, and this process builds them all. */
export function createOpenBases({
  folder,
  owner,
  leaseMs,
  synonyms,
}: {
  readonly folder: string | undefined;
  readonly owner: string;
  readonly leaseMs: number;
  readonly synonyms: Synonyms;
}): OpenBases {
  const open = new Map<string, OpenBase>();
  const fences = new Map<string, number>();
  let leases: LeaseFile | undefined;

  function close(base: string): void {
    open.get(base)?.index.close();
    open.delete(base);
  }
  function find(base: string): BaseIndex | undefined {
    const isForWriting = fences.has(base);
    const known = open.get(base);
    const file = fileOf(folder, base);
    if (known && known.isForWriting === isForWriting && known.inode === inodeOf(file)) {
      // The one that was used last stands last.
      open.delete(base);
      open.set(base, known);
      return known.index;
    }
    close(base);
    const index = isForWriting
      ? openBaseIndexToWrite(file, synonyms)
      : openBaseIndexToRead(file, synonyms);
    if (!index) return undefined;
    open.set(base, { index, isForWriting, inode: inodeOf(file) });
    if (folder !== undefined && open.size > MOST_OPEN) close([...open.keys()][0] ?? '');
    return index;
  }
  /** Deletes a damaged file where this process builds it, and marks it. */
  function giveUp(base: string): void {
    const isNew = open.get(base)?.inode !== inodeOf(fileOf(folder, base)) && open.has(base);
    close(base);
    if (isNew || folder === undefined) return;
    // The builder learns by the mark that it has to begin anew.
    if (fences.has(base)) deleteDatabase(fileOf(folder, base));
    markDamaged(fileOf(folder, base));
  }
  function touch<Result>(base: string, work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      if (!isDamage(error)) throw error;
      giveUp(base);
      throw new DamagedIndexError('The local index of a base is damaged', { cause: error });
    }
  }
  function take(base: string): number | undefined {
    if (folder === undefined) return 1;
    if (!leases) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      leases = openLeaseFile(join(folder, 'builders.lease'), { owner, leaseMs });
    }
    return leases.hold(base);
  }

  /** Deletes a file that another process found damaged. */
  function deleteIfMarked(base: string): boolean {
    const file = fileOf(folder, base);
    if (folder === undefined || !isMarkedDamaged(file)) return false;
    close(base);
    deleteDatabase(file);
    removeMark(file);
    return true;
  }

  return {
    read: (base, work, without) =>
      touch(base, () => {
        const index = find(base);
        return index ? work(index) : without;
      }),
    write: (base, work) =>
      touch(base, () => {
        const fence = fences.get(base);
        const index = fence === undefined ? undefined : find(base);
        if (fence === undefined || !index) throw new NotHeldError('This process does not build');
        return work(index, fence);
      }),
    hold(bases) {
      const before = new Set(fences.keys());
      const held = bases.filter((base) => {
        const fence = take(base);
        if (fence === undefined) fences.delete(base);
        else fences.set(base, fence);
        return fence !== undefined;
      });
      const damaged = held.filter((base) => deleteIfMarked(base));
      const taken = held.filter((base) => !before.has(base) || damaged.includes(base));
      return { held, taken };
    },
    list() {
      if (folder === undefined) return [...open.keys()];
      try {
        return readdirSync(folder)
          .filter((name) => name.endsWith(EXTENSION))
          .map((name) => decodeURIComponent(name.slice(0, -EXTENSION.length)));
      } catch {
        return []; // There is no folder yet, or a file in it is not ours.
      }
    },
    discard(base) {
      if (take(base) === undefined) return;
      close(base);
      // Another use of the base begins anew.
      fences.delete(base);
      if (folder === undefined) return;
      deleteDatabase(fileOf(folder, base));
      removeMark(fileOf(folder, base));
    },
    close() {
      for (const base of [...open.keys()]) close(base);
      leases?.release();
      leases?.close();
    },
  };
}

function fileOf(folder: string | undefined, base: string): string {
  return folder === undefined
    ? ':memory:'
    : join(folder, `${encodeURIComponent(base)}${EXTENSION}`);
}

function inodeOf(file: string): number | undefined {
  return file === ':memory:' ? undefined : statSync(file, { throwIfNoEntry: false })?.ino;
}
