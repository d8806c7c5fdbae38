import { hostname } from 'node:os';
import type { LivingProcess, ProcessList } from '../process-list.ts';
import { isGone } from '../../runtime/is-gone.ts';
import { readNow } from './reader.ts';
import type { Session } from './session.ts';

const LEASE_MS = 4000;
const HEARTBEAT_MS = 1000;

/** The living processes. All leases depend on one row per process, so a heartbeat is one write. */
export interface Processes {
  readonly list: ProcessList;
  isAlive(processId: string | null): boolean;
  /** Proves that the store can be written, for a server by its heartbeat; throws StoreUnavailableError. */
  probe(): Promise<void>;
  /** Ends the heartbeat; everything that this process still owns is free immediately. */
  leave(): Promise<void>;
}

interface ProcessDeps extends Pick<Session, 'database' | 'write' | 'operations' | 'clock'> {
  readonly version: string;
}

interface ProcessRow {
  id: string;
  host: string;
  pid: number;
  version: string | null;
  generation: number;
}

/**
 * Enters this process and renews its row; a process that stops doing so counts as dead after 4 s. A command is not
 * entered, and only sees the others.
 */
export async function enterProcess(
  { database, write, operations, clock, version }: ProcessDeps,
  { processId, role }: { readonly processId: string; readonly role: 'server' | 'command' },
): Promise<Processes> {
  const alive = database.prepare<{ alive_until: number }>(
    'SELECT alive_until FROM processes WHERE id = :id',
  );
  const enter = database.prepare(
    `INSERT INTO processes (id, host, pid, alive_until, version, generation)
     VALUES (:id, :host, :pid, :until, :version, :generation)
     ON CONFLICT (id) DO UPDATE SET alive_until = excluded.alive_until, generation = excluded.generation`,
  );
  const remove = database.prepare('DELETE FROM processes WHERE id = :id');
  const others = database.prepare<{ id: string; pid: number; host: string }>(
    'SELECT id, pid, host FROM processes WHERE id <> :id',
  );
  const living = database.prepare<ProcessRow>(
    'SELECT id, host, pid, version, generation FROM processes WHERE alive_until > :now ORDER BY id',
  );
  const forgetLongDead = database.prepare('DELETE FROM processes WHERE alive_until < :before');
  let generation = 0;

  const renew = () => {
    enter.run({
      id: processId,
      host: hostname(),
      pid: process.pid,
      until: clock.now() + LEASE_MS,
      version,
      generation,
    });
  };
  const beat = () =>
    write(() => {
      renew();
      forgetLongDead.run({ before: clock.now() - 60_000 });
      // After a crash and restart on the same machine the dead process's lease need not expire first.
      for (const other of others.all({ id: processId }))
        if (isGone(other)) remove.run({ id: other.id });
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
  if (role === 'server') {
    await beat();
    schedule();
  }

  return {
    list: {
      me: processId,
      living: () =>
        operations.read('processes.living', () =>
          living
            .all({ now: clock.now() })
            .filter((other) => !isGone(other))
            .map(toProcess),
        ),
      async acknowledge(of) {
        generation = of;
        if (role === 'server') await operations.write('processes.acknowledge', renew);
      },
    },
    probe: () => (role === 'server' ? beat() : write(() => {})),
    isAlive: (id) =>
      id === processId ||
      (id !== null && (readNow(() => alive.first({ id }))?.alive_until ?? 0) > clock.now()),
    async leave() {
      if (role === 'command') return;
      left = true;
      cancel();
      await write(() => remove.run({ id: processId }));
    },
  };
}

/** A process of 0.1 has no version. */
function toProcess({ id, host, pid, version, generation }: ProcessRow): LivingProcess {
  return { id, host, pid, version: version ?? undefined, generation };
}
