import os from 'node:os';
import type { Collections } from '../../runtime/collection.ts';
import { isGone } from '../../runtime/is-gone.ts';
import { FOLDER_IMPORTS, knowledgeKey } from '../bases/knowledge-collections.ts';

/** The process that imports the folder of a base. */
export interface LeaseHolder {
  readonly id: string;
  readonly machine: string;
  readonly pid: number;
}

/** Lets one process import a folder, so that no file is read twice. A second import would do no harm. */
export interface ImportLease {
  /** Takes the lease or renews it; says whether this process has it. */
  take(base: string): Promise<boolean>;
  release(base: string): Promise<void>;
}

/** A lease that is no longer renewed ends after this time. */
export const LEASE_MS = 30_000;

export function createImportLease({
  collections,
  id,
  hasEnded = hasEndedHere,
}: {
  readonly collections: Collections;
  /** Of this process. */
  readonly id: string;
  readonly hasEnded?: (holder: LeaseHolder) => boolean;
}): ImportLease {
  const leases = collections.open<LeaseHolder>(FOLDER_IMPORTS);
  const self = { id, machine: os.hostname(), pid: process.pid };
  return {
    async take(base) {
      const key = knowledgeKey(base);
      const held = await leases.get(key);
      if (held && held.value.id !== id && !hasEnded(held.value)) return false;
      const options = { expected: held?.version ?? 0, expiresInMs: LEASE_MS };
      return (await leases.put(key, self, options)) === 'written';
    },
    async release(base) {
      const key = knowledgeKey(base);
      if ((await leases.get(key))?.value.id === id) await leases.delete(key);
    },
  };
}

/** Says whether the holder was a process of this machine that has ended, such as one that was killed. */
function hasEndedHere({ machine, pid }: LeaseHolder): boolean {
  // In a container every process that starts again has the same number.
  const hasOurNumber = machine === os.hostname() && pid === process.pid;
  return hasOurNumber || isGone({ host: machine, pid });
}
