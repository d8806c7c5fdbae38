import { hostname } from 'node:os';
import type { Clock } from '../../runtime/clock.ts';
import type { DueItem } from '../../turns/ports.ts';
import type { LivingProcess, ProcessList } from '../process-list.ts';
import type { DefineOperation } from './session.ts';
import { nameOf, toFollower } from './keys.ts';
import type { Scripts } from './scripts.ts';

const HEARTBEAT_MS = 1000;

/** The living processes, and the due items: those whose time has come, and those of dead processes. */
export interface Processes {
  readonly list: ProcessList;
  /** What the other processes see of this one; empty for a command, which is not entered. */
  details(this: void): string;
  /** Enters a server and keeps its lease alive until it leaves. */
  enter(): Promise<void>;
  /** Proves that Redis can be used, for a server by renewing its lease; throws StoreUnavailableError. */
  probe(this: void): Promise<void>;
  /** Ends the lease; everything that this process still owns is free immediately. */
  leave(): Promise<void>;
  /** Takes what is due and what dead processes kept; each item goes to one caller, and is due again unless handled. */
  takeOrphans(): Promise<readonly DueItem[]>;
  /** Notes that the item is being handled now. */
  isHandled(item: DueItem): Promise<void>;
  /** Sets the time of a turn's next check, unless the turn has ended. */
  lookAgain(turnId: string, afterMs: number): Promise<void>;
  /** Returns how many unfinished turns and undelivered answers there were at the last heartbeat. */
  guarded(this: void): number;
}

/**
 * Enters this process. Its leases depend on one number, the end of its life. Due items stand in one ordered set, written
 * by the scripts that make a check necessary, so that no crash can come in between; the queue takes them from there.
 */
export function createProcesses({
  scripts,
  operation,
  clock,
  processId,
  role,
  version,
}: {
  readonly scripts: Scripts;
  readonly operation: DefineOperation;
  readonly clock: Clock;
  readonly processId: string;
  readonly role: 'server' | 'command';
  readonly version: string;
}): Processes {
  const renew = scripts.define('renew-process', ['details']);
  const list = scripts.define('list-processes', []);
  const take = scripts.define('take-due-items', []);
  const leave = scripts.define('end-process', []);
  const handled = scripts.define('note-item-handled', ['member']);
  const again = scripts.define('postpone-turn', ['id', 'after']);

  let guarded = 0;
  let generation = 0;
  let isLeaving = false;
  let cancel = () => {};

  const details = () =>
    role === 'server'
      ? JSON.stringify({ host: hostname(), pid: process.pid, version, generation })
      : '';
  const living = async () =>
    ((await list({})) as [id: string, details: string | null][]).map(toProcess);
  const beat = async () => {
    guarded = (await renew({ details: details() })) as number;
  };
  const schedule = () => {
    cancel = clock.after(HEARTBEAT_MS, () => {
      // The next heartbeat makes up for a missed one; a store that stays away shows in /readyz.
      void beat()
        .catch(() => {})
        .finally(() => isLeaving || schedule());
    });
  };

  return {
    list: {
      me: processId,
      living: operation('processes.living', living),
      acknowledge: operation('processes.acknowledge', async (of) => {
        generation = of;
        if (role === 'server') await beat();
      }),
    },
    details,
    async probe() {
      await (role === 'server' ? beat() : living());
    },
    takeOrphans: async () =>
      ((await take({})) as [string, string][]).map(([member, name]) => toItem(member, name)),
    async isHandled(item) {
      // A turn stays due until it has ended.
      if (item.kind === 'follower') await handled({ member: `f${nameOf(item.follower)}` });
    },
    lookAgain: async (turnId, afterMs) => void (await again({ id: turnId, after: afterMs })),
    guarded: () => guarded,
    async enter() {
      if (role === 'command') return;
      await beat();
      schedule();
    },
    async leave() {
      if (role === 'command') return;
      isLeaving = true;
      cancel();
      await leave({});
    },
  };
}

/** A process of 0.1 tells nothing of itself. */
function toProcess([id, details]: readonly [string, string | null]): LivingProcess {
  const unknown = { host: '', pid: 0, version: undefined, generation: 0 };
  return {
    id,
    ...(details === null ? unknown : (JSON.parse(details) as Omit<LivingProcess, 'id'>)),
  };
}

function toItem(member: string, name: string): DueItem {
  const follower = toFollower(name);
  return member.startsWith('t')
    ? { kind: 'turn', follower, turnId: member.slice(1) }
    : { kind: 'follower', follower };
}
