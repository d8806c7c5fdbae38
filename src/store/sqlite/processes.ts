import { hostname } from 'node:os';
import type { Clock } from '../../runtime/clock.ts';
import type { Database } from './database.ts';
import { readNow } from './reader.ts';
import type { Write } from './writer.ts';

const LEASE_MS = 4000;
const HEARTBEAT_MS = 1000;

/** The living processes. All leases depend on one row per process, so a heartbeat is one write. */
export interface Processes {
  isAlive(processId: string | null): boolean;
  /** Renews this process's row now; throws StoreUnavailableError when that cannot be written. */
  beat(): Promise<void>;
  /** Ends the heartbeat; everything that this process still owns is free immediately. */
  leave(): Promise<void>;
}

/** Enters this process and renews its row; a process that stops doing so counts as dead after 4 s. */
export async function enterProcess(
  { database, write, clock }: { database: Database; write: Write; clock: Clock },
  processId: string,
): Promise<Processes> {
  const alive = database.prepare<{ alive_until: number }>(
    'SELECT alive_until FROM processes WHERE id = :id',
  );
  const enter = database.prepare(
    `INSERT INTO processes (id, host, pid, alive_until) VALUES (:id, :host, :pid, :until)
     ON CONFLICT (id) DO UPDATE SET alive_until = excluded.alive_until`,
  );
  const remove = database.prepare('DELETE FROM processes WHERE id = :id');
  const others = database.prepare<{ id: string; pid: number; host: string }>(
    'SELECT id, pid, host FROM processes WHERE id <> :id',
  );
  const forgetLongDead = database.prepare('DELETE FROM processes WHERE alive_until < :before');

  const beat = () =>
    write(() => {
      enter.run({
        id: processId,
        host: hostname(),
        pid: process.pid,
        until: clock.now() + LEASE_MS,
      });
      forgetLongDead.run({ before: clock.now() - 60_000 });
      // After a crash and restart on the same machine the dead process's lease need not expire first.
      for (const other of others.all({ id: processId }))
        if (other.host === hostname() && isGone(other.pid)) remove.run({ id: other.id });
    });

  let left = false;
  let cancel = () => {};
  const schedule = () => {
    cancel = clock.after(HEARTBEAT_MS, () => {
      // The next heartbeat makes up for a missed one; a store that stays away shows in /readyz.
      void beat()
        .catch(() => {})
        .finally(() => left || schedule());
    });
  };
  await beat();
  schedule();

  return {
    beat,
    isAlive: (id) =>
      id === processId ||
      (id !== null && (readNow(() => alive.first({ id }))?.alive_until ?? 0) > clock.now()),
    async leave() {
      left = true;
      cancel();
      await write(() => remove.run({ id: processId }));
    },
  };
}

function isGone(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}
