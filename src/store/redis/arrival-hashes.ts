import type { FollowerRecord } from '../../inbox/arrival-facts.ts';
import type {
  AskedTurn,
  JoinedTurn,
  NewChanges,
  RepeatChanges,
} from '../../inbox/arrival-changes.ts';
import { textOf } from '../../messages/reply.ts';
import { FIRST_FENCE } from '../../turns/turn.ts';
import { nameOf } from './keys.ts';
import type { ArrivalRead } from './arrival-reply.ts';

type Fields = Readonly<Record<string, string | number>>;

/** The hashes that an arrival may write. */
interface Hashes {
  readonly message: Fields;
  readonly follower?: Fields;
  readonly turn?: Fields;
  readonly usage?: Fields;
}

/** Returns the hashes that changes write, as `record-arrival` takes them; `id` marks the call. */
export function toHashes(changes: NewChanges | RepeatChanges, read: ArrivalRead): Hashes {
  const { id } = read.facts;
  const { newest, arrived } = changes.message.attempts;
  if (changes.is === 'repeat') {
    const { follower } = changes;
    return {
      message: { newest, arrived, call: id },
      ...(follower && {
        follower: { version: follower.version, quietUntil: follower.quietUntil },
      }),
    };
  }
  const { message, follower, turn, usage } = changes;
  const { reply } = message.attempts;
  return {
    message: {
      ...{ kind: message.kind, newest, arrived, call: id },
      ...(message.turnId !== undefined && { turn: message.turnId }),
      ...(reply && { reply: textOf(reply).toWellFormed() }),
    },
    ...(follower && { follower: toFollowerFields(follower) }),
    ...(turn && { turn: toTurnFields(turn, read) }),
    ...(usage && { usage: toUsageFields(usage, read) }),
  };
}

function toFollowerFields(follower: FollowerRecord): Fields {
  return {
    version: follower.version,
    ...(follower.conversationId !== undefined && { conversation: follower.conversationId }),
    usedAt: follower.conversationUsedAt,
    sequence: follower.lastSequence,
    quietUntil: follower.quietUntil,
    left: follower.messagesLeft,
    until: follower.messagesUntil,
  };
}

function toTurnFields(turn: AskedTurn | JoinedTurn, { facts, newestKeys }: ArrivalRead): Fields {
  const { key, follower } = facts.arrival;
  const { startsAt: starts } = turn;
  // Lua's JSON takes no half of a surrogate pair.
  const question = turn.question.toWellFormed();
  if (turn.is === 'joined')
    return {
      ...{ question, starts, keys: JSON.stringify([...newestKeys, key]) },
      ...{ state: 'queued', owner: '', begins: '' },
    };
  return {
    ...{ follower: nameOf(follower), conversation: turn.conversationId, sequence: turn.sequence },
    ...{ keys: JSON.stringify([key]), question, starts, created: facts.now },
    ...{ state: 'queued', owner: '', fence: FIRST_FENCE - 1 },
    ...{ length: 0, origin: 'model', delivery: 'owed' },
    ...(turn.task && { task: turn.task.name, argument: turn.task.argument.toWellFormed() }),
    ...(turn.isAgain && { again: '1' }),
  };
}

/** Leaves the tokens of the same day out: answers that end meanwhile add to them. */
function toUsageFields(usage: NonNullable<NewChanges['usage']>, { facts }: ArrivalRead): Fields {
  const { tokens, ...counted } = usage;
  return facts.usage?.day === usage.day ? counted : { tokens, ...counted };
}
