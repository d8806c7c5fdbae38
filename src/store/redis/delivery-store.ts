import type {
  CourierLease,
  DeliveryStore,
  PartState,
  Slice,
  OwedTurn,
} from '../../delivery/ports.ts';
import type { FollowerId, Origin, TurnState } from '../../turns/turn.ts';
import { replyWith, textOf } from '../../messages/reply.ts';
import { toParts } from './claims.ts';
import { nameOf } from './keys.ts';
import type { StoredPart } from './owned-turns.ts';
import type { Session } from './session.ts';

type StateReply = readonly [
  now: number,
  follower: readonly (string | null)[],
  turns: readonly (readonly [id: string, answer: string, fields: readonly (string | null)[]])[],
];

/** Stores in Redis what was given and what is owed. */
export function createDeliveryStore(session: Session): DeliveryStore {
  const { scripts, operation, ownedTurns, announce, wake } = session;

  const readState = scripts.define('read-delivery', ['f']);
  const readAttempts = scripts.define('read-attempts', ['f', 'key']);
  const noteHeld = scripts.define('note-held-attempt', ['f', 'key', 'attempt']);
  const intendReply = scripts.define('intend-reply', [
    'f',
    'key',
    'attempt',
    'reply',
    'slices',
    'waits',
    'beginsIn',
  ]);
  const noteReplyLost = scripts.define('note-reply-lost', ['f', 'key']);
  const claimCourier = scripts.define('claim-courier', ['f']);
  const releaseCourier = scripts.define('release-courier', ['f', 'fence']);
  const intendMessage = scripts.define('intend-message', ['f', 'fence', 'slices']);
  const settleMessage = scripts.define('settle-message', [
    'f',
    'fence',
    'slices',
    'state',
    'errcode',
    'quota',
  ]);
  const dropTurns = scripts.define('drop-turns', ['f']);

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
