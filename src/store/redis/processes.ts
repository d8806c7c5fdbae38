import type { Clock } from '../../runtime/clock.ts';
import type { DueItem } from '../../turns/ports.ts';
import { nameOf, toFollower } from './keys.ts';
import type { Scripts } from './scripts.ts';
import { LOOK_AT_TURN_AFTER_MS } from './shared-lua.ts';

const HEARTBEAT_MS = 1000;
/** Redis does nothing else while a script runs. */
const BATCH_SIZE = 500;

/** The living processes, and the due items: those whose time has come, and those of dead processes. */
export interface Processes {
  /** Enters this process and keeps its lease alive until it leaves. */
  enter(): Promise<void>;
  /** Renews the lease now; throws StoreUnavailableError when that cannot be written. */
  beat(): Promise<void>;
  /** Ends the lease; everything that this process still owns is free immediately. */
  leave(): Promise<void>;
  /** Takes what is due and what dead processes kept; each item goes to one caller, and is due again unless handled. */
  takeOrphans(): Promise<readonly DueItem[]>;
  /** Notes that the item is being handled now. */
  isHandled(item: DueItem): Promise<void>;
  /** Sets the time of a turn's next check, unless the turn has ended. */
  lookAgain(turnId: string, afterMs: number): Promise<void>;
  /** Returns how many unfinished turns and undelivered answers there were at the last heartbeat. */
  guarded(): number;
}

/**
 * Enters this process. Its leases depend on one number, the end of its life. Due items stand in one ordered set, written
 * by the scripts that make a check necessary, so that no crash can come in between; the queue takes them from there.
 */
export function createProcesses({
  scripts,
  clock,
}: {
  readonly scripts: Scripts;
  readonly clock: Clock;
}): Processes {
  const renew = scripts.define(
    [],
    `beat()
     return call('ZCARD', DUE)`,
  );
  const take = scripts.define(
    [],
    `local found, room = {}, ${BATCH_SIZE}
     local function lookAtTurn(id)
       local state, f = unpack(call('HMGET', turnKey(id), 'state', 'follower'))
       if not isUnfinished(state) then call('ZREM', DUE, 't' .. id) return end
       if isGuarded(id, f) then return lookAt('t' .. id, ${LOOK_AT_TURN_AFTER_MS}) end
       lookSoon('t' .. id)
       found[#found + 1] = { 't' .. id, f }
     end
     local function lookAtFollower(f)
       if call('EXISTS', owedKey(f)) == 0 then call('ZREM', DUE, 'f' .. f) return end
       lookSoon('f' .. f)
       found[#found + 1] = { 'f' .. f, f }
     end

     -- This process keeps what a dead one kept, until it is claimed.
     for _, dead in ipairs(call('ZRANGEBYSCORE', PROCESSES, '-inf', now)) do
       if isAlive(dead) then break end
       for _, member in ipairs(call('SPOP', keptKey(dead), room)) do
         local kind, name = member:sub(1, 1), member:sub(2)
         if kind == 't' and call('HGET', turnKey(name), 'keeper') == dead then
           keep(name, me)
           lookAtTurn(name)
         elseif kind == 'f' and call('HGET', followerKey(name), 'courier') == dead then
           lookAtFollower(name)
         end
         room = room - 1
       end
       if room == 0 then break end
       call('ZREM', PROCESSES, dead)
     end

     for _, member in ipairs(call('ZRANGEBYSCORE', DUE, '-inf', now, 'LIMIT', 0, ${BATCH_SIZE})) do
       if member:sub(1, 1) == 't' then lookAtTurn(member:sub(2)) else lookAtFollower(member:sub(2)) end
     end
     return found`,
  );
  const leave = scripts.define([], `call('ZADD', PROCESSES, 0, me)`);
  const handled = scripts.define(['member'], `call('ZREM', DUE, member)`);
  const again = scripts.define(
    ['id', 'after'],
    `local state, f = unpack(call('HMGET', turnKey(id), 'state', 'follower'))
     if not isUnfinished(state) then return end
     lookAt('t' .. id, isGuarded(id, f) and ${LOOK_AT_TURN_AFTER_MS} or num(after))`,
  );

  let guarded = 0;
  let isLeaving = false;
  let cancel = () => {};

  const beat = async () => {
    guarded = (await renew({})) as number;
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
    beat,
    takeOrphans: async () =>
      ((await take({})) as [string, string][]).map(([member, name]) => toItem(member, name)),
    async isHandled(item) {
      // A turn stays due until it has ended.
      if (item.kind === 'follower') await handled({ member: `f${nameOf(item.follower)}` });
    },
    lookAgain: async (turnId, afterMs) => void (await again({ id: turnId, after: afterMs })),
    guarded: () => guarded,
    async enter() {
      await beat();
      schedule();
    },
    async leave() {
      isLeaving = true;
      cancel();
      await leave({});
    },
  };
}

function toItem(member: string, name: string): DueItem {
  const follower = toFollower(name);
  return member.startsWith('t')
    ? { kind: 'turn', follower, turnId: member.slice(1) }
    : { kind: 'follower', follower };
}
