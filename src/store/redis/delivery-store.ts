import type {
  CourierLease,
  DeliveryChanges,
  DeliveryState,
  DeliveryStore,
  OwedTurn,
  Part,
} from '../../delivery/ports.ts';
import { splitTurns } from '../../delivery/split-turns.ts';
import type { AttemptRecord } from '../../messages/attempt-record.ts';
import { replyWith, textOf } from '../../messages/reply.ts';
import type { Origin, TurnState } from '../../turns/turn.ts';
import { nameOf } from './keys.ts';
import type { Session } from './session.ts';
import { toParts } from './stored-part.ts';

type Fields = readonly (string | null)[];
type TurnReply = readonly [id: string, answer: string, fields: Fields];
type StateReply = readonly [
  now: number,
  follower: Fields,
  owed: readonly TurnReply[],
  message: Fields,
  replied: readonly TurnReply[],
];

/** Stores in Redis what was given and what is owed. */
export function createDeliveryStore(session: Session): DeliveryStore {
  const { scripts, operation, ownedTurns, announce, wake } = session;
  const readDelivery = scripts.define('read-delivery', ['f', 'key']);
  const readAttempts = scripts.define('read-attempts', ['f', 'key']);
  const noteHeld = scripts.define('note-held-attempt', ['f', 'key', 'attempt']);
  const commit = scripts.define('commit-delivery', [
    ...(['f', 'fence', 'version', 'changed', 'key', 'replies', 'reply', 'gave'] as const),
  ]);
  const claimCourier = scripts.define('claim-courier', ['f']);
  const releaseCourier = scripts.define('release-courier', ['f', 'fence']);

  const held = ({ follower, fence }: CourierLease) => ({ f: nameOf(follower), fence });
  /** Keeps what was given of answers that this process still writes, in case Redis loses it. */
  const remember = (f: string, { parts = [], reply, droppedTurns = [] }: DeliveryChanges) => {
    for (const { turnId, number, ...part } of parts)
      ownedTurns.find(turnId)?.parts.set(number, part);
    for (const turnId of droppedTurns) ownedTurns.disown(turnId);
    if (reply)
      ownedTurns.noteReply(
        f,
        reply.key,
        reply.reply === 'withdrawn' ? undefined : textOf(reply.reply),
      );
  };

  return {
    state: operation('deliveries.desk', async (follower) =>
      toState((await readDelivery({ f: nameOf(follower), key: '' })) as StateReply),
    ),
    messageState: operation('deliveries.messageState', async (follower, key) => {
      const answer = (await readDelivery({ f: nameOf(follower), key })) as StateReply;
      const [, , , message, replied] = answer;
      return {
        ...toState(answer),
        attempts: toAttempts(message),
        repliedTurns: replied.map((turn) => ({
          ...toTurn(turn),
          isDropped: turn[2].at(-1) === 'dropped',
        })),
      };
    }),
    attempts: operation('deliveries.attempts', async (follower, key) =>
      toAttempts((await readAttempts({ f: nameOf(follower), key })) as Fields),
    ),
    noteHeldToItsEnd: operation('deliveries.noteHeldToItsEnd', async (follower, key, attempt) => {
      await noteHeld({ f: nameOf(follower), key, attempt });
    }),
    commit: operation('deliveries.commit', async (follower, changes, version) => {
      const f = nameOf(follower);
      const fence = changes.lease?.fence ?? '';
      const toWrite = { changed: JSON.stringify(toScript(changes)), ...toReply(changes) };
      const result = (await commit({ f, fence, version, ...toWrite })) as
        'written' | 'stale' | 'replaced';
      if (result !== 'written') return result;
      remember(f, changes);
      if (changes.checkInMs === 0) await wake({ kind: 'follower', follower });
      announce(follower, { what: 'state' });
      return result;
    }),

    claimCourier: operation('deliveries.claimCourier', async (follower) => {
      const fence = await claimCourier({ f: nameOf(follower) });
      return typeof fence === 'number' ? { follower, fence } : undefined;
    }),
    releaseCourier: operation('deliveries.releaseCourier', async (lease) => {
      await releaseCourier(held(lease));
    }),
  };
}

/** Returns the changes as the script reads them, but for the reply. */
function toScript(changes: DeliveryChanges) {
  const parts: Record<string, Part[]> = {};
  for (const { turnId, ...part } of changes.parts ?? []) (parts[turnId] ??= []).push(part);
  return {
    parts,
    left: changes.messagesLeft,
    givenAt: changes.lastGivenAt,
    begins: changes.begins,
    given: changes.givenTurns ?? [],
    owed: changes.owedTurns ?? [],
    dropped: changes.droppedTurns ?? [],
    checkIn: changes.checkInMs,
  };
}

/** Returns the reply as the script reads it, with the stretches of answers that it carries. */
function toReply({ reply, parts = [] }: DeliveryChanges) {
  if (!reply) return { key: '', replies: '', reply: '', gave: '' };
  const { key } = reply;
  if (reply.reply === 'withdrawn') return { key, replies: 'withdrawn', reply: '', gave: '' };
  const gave = JSON.stringify(parts.map(({ turnId, from, to }) => ({ turnId, from, to })));
  return { key, replies: 'with', reply: textOf(reply.reply), gave };
}

function toState([now, follower, owed]: StateReply): DeliveryState {
  const [quietUntil = 0, lastGivenAt = 0, left = 0, until = 0, version = 0] = follower.map(Number);
  return {
    now,
    version,
    quietUntil,
    lastGivenAt,
    messagesLeft: until > now ? left : 0,
    ...splitTurns(owed.map(toTurn)),
  };
}

function toAttempts([newest, arrived, held, reply]: Fields): AttemptRecord {
  return {
    newest: Number(newest),
    arrived: Number(arrived),
    heldToItsEnd: Number(held),
    ...(typeof reply === 'string' && { reply: replyWith(reply) }),
  };
}

function toTurn([id, answer, fields]: TurnReply): OwedTurn {
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
    parts: toParts(parts),
  };
}
