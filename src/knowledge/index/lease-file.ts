import Database from 'libsql';
import { deleteDatabase, isDamage } from './file-damage.ts';

/** Which process of the machine builds which base; in a small file of its own, because an index may be deleted. */
export interface LeaseFile {
  /**
   * Takes or renews the lease of a base. Returns its fence, which rises with each new owner, or undefined while another
   * owner holds it.
   */
  hold(base: string): number | undefined;
  /** Gives up every lease of this owner, for the next process. */
  release(): void;
  close(): void;
}

/**
 * Opens the file of the leases. A lease expires when its owner has not renewed it for `leaseMs`, as after its death. A
 * damaged file is replaced: at worst two processes build the same, of which the fence lets one write.
 */
export function openLeaseFile(
  file: string,
  { owner, leaseMs }: { readonly owner: string; readonly leaseMs: number },
): LeaseFile {
  let leases = openLeases();

  function openLeases() {
    try {
      return createLeases(file, owner, leaseMs);
    } catch (error) {
      if (!isDamage(error)) throw error;
      deleteDatabase(file);
      return createLeases(file, owner, leaseMs);
    }
  }
  return {
    hold(base) {
      try {
        return leases.hold(base, Date.now());
      } catch (error) {
        if (!isDamage(error)) throw error;
        leases.close();
        deleteDatabase(file);
        leases = openLeases();
        return leases.hold(base, Date.now());
      }
    },
    release: () => leases.release(),
    close: () => leases.close(),
  };
}

interface Lease {
  readonly mine: 0 | 1;
  readonly fence: number;
  readonly expires_at: number;
}

function createLeases(file: string, owner: string, leaseMs: number) {
  const database = new Database(file);
  let statements;
  try {
    database.exec(`
      PRAGMA busy_timeout = 2000;
      CREATE TABLE IF NOT EXISTS leases (base TEXT PRIMARY KEY, owner TEXT NOT NULL, fence INTEGER NOT NULL, expires_at INTEGER NOT NULL)`);
    statements = {
      find: database.prepare(
        'SELECT owner = ? AS mine, fence, expires_at FROM leases WHERE base = ?',
      ),
      put: database.prepare(
        'INSERT OR REPLACE INTO leases (base, owner, fence, expires_at) VALUES (?, ?, ?, ?)',
      ),
      release: database.prepare('UPDATE leases SET expires_at = 0 WHERE owner = ?'),
    };
  } catch (error) {
    database.close();
    throw error;
  }
  const { find, put, release } = statements;
  const hold = database.transaction((base: string, now: number) => {
    const lease = find.get([owner, base]) as Lease | undefined;
    // A lease that ends later than any could is of a clock that was set back.
    const isHeld = lease && lease.expires_at > now && lease.expires_at <= now + leaseMs * 10;
    if (isHeld && !lease.mine) return undefined;
    const fence = isHeld ? lease.fence : Math.max(now, (lease?.fence ?? 0) + 1);
    put.run([base, owner, fence, now + leaseMs]);
    return fence;
  });
  return {
    hold: (base: string, now: number) => hold.immediate(base, now),
    release: () => void release.run([owner]),
    close: () => void database.close(),
  };
}
