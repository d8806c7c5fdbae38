import type {
  CourierLease,
  DeliveryStore,
  PartState,
  Slice,
  OwedTurn,
} from '../../delivery/ports.ts';
import type { FollowerId, Origin, TurnState } from '../../turns/turn.ts';
import { replyWith, textOf } from '../../messages/reply.ts';
import { MESSAGES_PER_QUESTION } from '../../messages/wechat-limits.ts';
import { toParts } from './claims.ts';
import { nameOf } from './keys.ts';
import type { StoredPart } from './owned-turns.ts';
import type { Session } from './session.ts';

/** Only the newest of a follower's undelivered turns are read, at most this many. */
const MOST_TURNS = 50;
const LOOK_AGAIN_AFTER_MS = 8000;
const LOOK_AFTER_REFUSAL_MS = 1000;

type StateReply = readonly [
  now: number,
  follower: readonly (string | null)[],
  turns: readonly (readonly [id: string, answer: string, fields: readonly (string | null)[]])[],
];

const HOLDS_LEASE = `
local function holdsLease(f, fence)
  local courier, stored = unpack(call('HMGET', followerKey(f), 'courier', 'courierFence'))
  return courier == me and stored == fence
end
`;

/** Stores in Redis what was given and what is owed. */
export function createDeliveryStore(session: Session): DeliveryStore {
  const { scripts, operation, ownedTurns, announce, wake } = session;

  const readState = scripts.define(
    ['f'],
    `local turns = {}
     for _, id in ipairs(call('ZREVRANGE', owedKey(f), 0, ${MOST_TURNS - 1})) do
       local fields = call('HMGET', turnKey(id),
         'sequence', 'state', 'origin', 'noticeFrom', 'created', 'keys', 'parts', 'begins',
         'ended')
       if fields[1] then table.insert(turns, 1, { id, call('GET', answerKey(id)) or '', fields }) end
     end
     return { now, call('HMGET', followerKey(f), 'quietUntil', 'givenAt', 'left', 'until'), turns }`,
  );
  const readAttempts = scripts.define(
    ['f', 'key'],
    `return call('HMGET', messageKey(f, key), 'newest', 'arrived', 'held', 'reply')`,
  );
  const noteHeld = scripts.define(
    ['f', 'key', 'attempt'],
    `local message = messageKey(f, key)
     local newest, held = unpack(call('HMGET', message, 'newest', 'held'))
     if newest and num(held) < num(attempt) then call('HSET', message, 'held', attempt) end`,
  );
  const intendReply = scripts.define(
    ['f', 'key', 'attempt', 'reply', 'slices', 'waits', 'beginsIn'],
    `local message, list = messageKey(f, key), cjson.decode(slices)
     local newest, given = unpack(call('HMGET', message, 'newest', 'reply'))
     if given or newest ~= attempt or not areOwed(f, list) then return 'outdated' end
     for _, slice in ipairs(list) do intend(slice, 'passive', key) end
     -- The slices are kept as well: should the reply be lost, their text is owed again.
     call('HSET', message, 'reply', reply, 'gave', slices)
     if waits ~= '' then
       local state, length = unpack(call('HMGET', turnKey(waits), 'state', 'length'))
       if isUnfinished(state) and length == '0' then
         call('HSET', turnKey(waits), 'begins', now + num(beginsIn))
       end
     end
     local leaves = #list == 0
     for _, slice in ipairs(list) do
       if mark(slice.turnId, f) == 'owed' then leaves = true end
     end
     if leaves and #list > 0 then call('HSET', followerKey(f), 'givenAt', now) end
     if leaves then lookAt('f' .. f, ${LOOK_AGAIN_AFTER_MS}) end
     expireLater(f)
     tell(f)
     return 'intended'`,
  );
  const noteReplyLost = scripts.define(
    ['f', 'key'],
    `local message, isLost = messageKey(f, key), false
     for _, slice in ipairs(cjson.decode(call('HGET', message, 'gave') or '[]')) do
       local parts, changes = readParts(slice.turnId), false
       for _, part in ipairs(parts) do
         if part.via == 'passive' and part.state == 'intended' and part.key == key then
           part.state = 'lost'
           changes = true
         end
       end
       if changes then
         writeParts(slice.turnId, parts)
         mark(slice.turnId, f)
         isLost = true
       end
     end
     tell(f)
     if not isLost then return false end
     -- A repeat that comes after all must not give what goes another way by then.
     call('HDEL', message, 'reply', 'gave')
     lookSoon('f' .. f)
     expireLater(f)
     return 'lost'`,
  );
  const claimCourier = scripts.define(
    ['f'],
    `local follower = followerKey(f)
     if call('EXISTS', follower) == 0 then return false end
     local courier = call('HGET', follower, 'courier')
     -- This process may have failed to release it; the fence ends what it held before.
     if courier ~= me and isAlive(courier) then
       -- It may be about to leave; then this follower has to be looked at again.
       lookAt('f' .. f, ${LOOK_AFTER_REFUSAL_MS})
       return false
     end
     if courier and courier ~= '' then call('SREM', keptKey(courier), 'f' .. f) end
     call('HSET', follower, 'courier', me)
     call('SADD', keptKey(me), 'f' .. f)
     return call('HINCRBY', follower, 'courierFence', 1)`,
  );
  const releaseCourier = scripts.define(
    ['f', 'fence'],
    `${HOLDS_LEASE}
     if not holdsLease(f, fence) then return end
     call('HSET', followerKey(f), 'courier', '')
     call('SREM', keptKey(me), 'f' .. f)`,
  );
  const intendMessage = scripts.define(
    ['f', 'fence', 'slices'],
    `${HOLDS_LEASE}
     local list = cjson.decode(slices)
     if not areOwed(f, list) then return 'outdated' end
     if not holdsLease(f, fence) then return 'replaced' end
     local left = num(call('HGET', followerKey(f), 'left'))
     call('HSET', followerKey(f), 'left', math.max(0, left - 1), 'givenAt', now)
     for _, slice in ipairs(list) do intend(slice, 'customer-service') end
     for _, slice in ipairs(list) do mark(slice.turnId, f) end
     lookAt('f' .. f, ${LOOK_AGAIN_AFTER_MS})
     expireLater(f)
     tell(f)
     return 'intended'`,
  );
  const settleMessage = scripts.define(
    ['f', 'fence', 'slices', 'state', 'errcode', 'quota'],
    `${HOLDS_LEASE}
     tell(f)
     -- The process that holds the lease now has taken the message for one in doubt.
     if not holdsLease(f, fence) then return end
     for _, slice in ipairs(cjson.decode(slices)) do
       local parts = readParts(slice.turnId)
       for _, part in ipairs(parts) do
         if part.from == slice.from and part.to == slice.to and part.via == 'customer-service'
           and part.state == 'intended' then
           part.state = state
           if errcode ~= '' then part.errcode = num(errcode) end
         end
       end
       if call('HGET', turnKey(slice.turnId), 'follower') == f then
         writeParts(slice.turnId, parts)
         mark(slice.turnId, f)
       end
     end
     local follower = followerKey(f)
     if quota == 'spent' then call('HSET', follower, 'left', 0) end
     if quota == 'not used' then
       local left = num(call('HGET', follower, 'left'))
       call('HSET', follower, 'left', math.min(left + 1, ${MESSAGES_PER_QUESTION}))
     end`,
  );
  const dropTurns = scripts.define(
    ['f'],
    `for n = REST, #ARGV do drop(ARGV[n], f) end
     expireLater(f)
     tell(f)`,
  );

  const changed = (follower: FollowerId) => announce(follower, { what: 'state' });
  const held = ({ follower, fence }: CourierLease) => ({ f: nameOf(follower), fence });
  /** Keeps what was given of an answer that this process still writes, in case Redis loses it. */
  const remember = (slices: readonly Slice[], via: StoredPart['via'], key?: string) => {
    for (const { turnId, from, to } of slices) {
      const own = ownedTurns.find(turnId);
      const state: PartState = via === 'passive' ? 'intended' : 'sent';
      const part = {
        from,
        to,
        via,
        state,
        at: session.clock.now(),
        ...(key !== undefined && { key }),
      };
      if (own) own.parts = [...own.parts, part];
    }
  };

  return {
    state: operation('deliveries.desk', async (follower) => {
      const [now, fields, turns] = (await readState({ f: nameOf(follower) })) as StateReply;
      const [quietUntil, lastGivenAt, left, until] = fields.map(Number) as [
        number,
        number,
        number,
        number,
      ];
      return {
        now,
        turns: turns.map(toTurn),
        quietUntil,
        lastGivenAt,
        messagesLeft: until > now ? left : 0,
      };
    }),
    attempts: operation('deliveries.attempts', async (follower, key) => {
      const fields = await readAttempts({ f: nameOf(follower), key });
      const [newest, arrived, held, reply] = fields as (string | null)[];
      return {
        newest: Number(newest),
        arrived: Number(arrived),
        heldToItsEnd: Number(held),
        ...(typeof reply === 'string' && { reply: replyWith(reply) }),
      };
    }),
    noteHeldToItsEnd: operation('deliveries.noteHeldToItsEnd', async (follower, key, attempt) => {
      await noteHeld({ f: nameOf(follower), key, attempt });
    }),
    intendReply: operation('deliveries.intendReply', async (intent) => {
      const { follower, key, attempt, reply, slices, waits } = intent;
      const f = nameOf(follower);
      const result = (await intendReply({
        f,
        key,
        attempt,
        reply: textOf(reply),
        slices: JSON.stringify(slices),
        waits: waits?.turnId ?? '',
        beginsIn: waits?.beginsInMs ?? '',
      })) as 'intended' | 'outdated';
      if (result === 'outdated') return result;
      remember(slices, 'passive', key);
      ownedTurns.noteReply(f, key, textOf(reply));
      changed(follower);
      return result;
    }),
    noteReplyLost: operation('deliveries.noteReplyLost', async (follower, key) => {
      const f = nameOf(follower);
      const result = await noteReplyLost({ f, key });
      if (result) {
        ownedTurns.noteReply(f, key, undefined);
        for (const own of ownedTurns.all())
          if (own.name === f) own.parts = own.parts.filter((part) => part.key !== key);
        await wake({ kind: 'follower', follower });
      }
      changed(follower);
    }),

    claimCourier: operation('deliveries.claimCourier', async (follower) => {
      const fence = await claimCourier({ f: nameOf(follower) });
      return typeof fence === 'number' ? { follower, fence } : undefined;
    }),
    releaseCourier: operation('deliveries.releaseCourier', async (lease) => {
      await releaseCourier(held(lease));
    }),
    intendMessage: operation('deliveries.intendMessage', async (lease, slices) => {
      const result = await intendMessage({ slices: JSON.stringify(slices), ...held(lease) });
      if (result !== 'outdated') changed(lease.follower);
      return result as 'intended' | 'outdated' | 'replaced';
    }),
    settleMessage: operation('deliveries.settleMessage', async (lease, slices, outcome) => {
      const { state, errcode, quota } = outcome;
      await settleMessage({
        slices: JSON.stringify(slices),
        state,
        errcode: errcode ?? '',
        quota: quota ?? '',
        ...held(lease),
      });
      if (state === 'sent') remember(slices, 'customer-service');
      changed(lease.follower);
    }),
    drop: operation('deliveries.drop', async (follower, turnIds) => {
      await dropTurns({ f: nameOf(follower) }, turnIds);
      for (const turnId of turnIds) ownedTurns.disown(turnId);
      changed(follower);
    }),
  };
}

function toTurn([id, answer, fields]: StateReply[2][number]): OwedTurn {
  const [sequence, state, origin, noticeFrom, createdAt, keys, parts, begins, ended] = fields;
  return {
    id,
    sequence: Number(sequence),
    state: state as TurnState,
    origin: origin as Origin,
    answer,
    ...(noticeFrom && { noticeFrom: Number(noticeFrom) }),
    createdAt: Number(createdAt),
    ...(ended && { endedAt: Number(ended) }),
    askedBy: (JSON.parse(keys ?? '[]') as string[]).at(-1) ?? '',
    ...(begins && { beginsAt: Number(begins) }),
    parts: toParts(parts).map(({ from, to, via, state: partState, at }, index) => ({
      number: index + 1,
      from,
      to,
      via,
      state: partState,
      at,
    })),
  };
}
