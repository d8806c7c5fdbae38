import type { Clock } from '../../runtime/clock.ts';
import type { DueItem } from '../../turns/ports.ts';
import type { ClaimedTurn, Origin, TurnState } from '../../turns/turn.ts';
import { toFollower } from './keys.ts';
import type { OwnedTurns } from './owned-turns.ts';
import type { Scripts } from './scripts.ts';
import { toParts } from './stored-part.ts';

/** What `claim` in the shared Lua returns. */
export type ClaimReply = null | Mine | Claimed;
/** This process owns the turn already, with this fence. */
type Mine = readonly ['mine', id: string, fence: string];
type Claimed = readonly [
  is: 'claimed',
  id: string,
  answer: string,
  fields: readonly (string | null)[],
  followerRecord: readonly string[],
  stateBefore: TurnState,
  askedForMs: number,
];

/** Claims turns, and keeps them in `ownedTurns`. */
export interface Claims {
  /** Runs a script that claims, and returns its result. */
  take(call: () => Promise<ClaimReply>): Promise<ClaimedTurn | undefined>;
  /** Lists turns claimed by a call whose answer was lost; no other process would check them. */
  findUnheardOf(): Promise<readonly DueItem[]>;
}

/** Redis may run a call when it wakes up, long after the caller gave up. */
const CALLS_ARE_IN_DOUBT_FOR_MS = 30_000;

export function createClaims({
  scripts,
  ownedTurns,
  clock,
}: {
  readonly scripts: Scripts;
  readonly ownedTurns: OwnedTurns;
  readonly clock: Clock;
}): Claims {
  const claimAgain = scripts.define('claim-own-turn', ['id', 'fence']);
  const mine = scripts.define('list-own-turns', []);
  let inDoubtUntil = 0;
  const calling = new Set<Promise<unknown>>();

  const take: Claims['take'] = async (call) => {
    const reading = call().then((reply) =>
      reply?.[0] === 'claimed' ? remember(reply, ownedTurns) : reply,
    );
    calling.add(reading);
    const result = await reading
      .catch((error: unknown) => {
        inDoubtUntil = clock.now() + CALLS_ARE_IN_DOUBT_FOR_MS;
        throw error;
      })
      .finally(() => calling.delete(reading));
    if (result === null) return undefined;
    if (!isMine(result)) return result;
    // Another call of this process may have claimed it a moment ago; or the answer to that call never arrived.
    await Promise.allSettled(calling);
    const [, id, fence] = result;
    if (ownedTurns.find(id)) return undefined;
    return take(async () => (await claimAgain({ id, fence })) as ClaimReply);
  };
  return {
    take,
    async findUnheardOf() {
      if (clock.now() > inDoubtUntil) return [];
      const rows = (await mine({})) as [id: string, name: string][];
      await Promise.allSettled(calling);
      return rows
        .filter(([id]) => !ownedTurns.find(id))
        .map(([turnId, name]) => ({ kind: 'turn', follower: toFollower(name), turnId }));
    },
  };
}

function isMine(result: ClaimedTurn | Mine): result is Mine {
  return Array.isArray(result);
}

function remember(
  [, id, answer, fields, followerRecord, stateBefore, askedForMs]: Claimed,
  ownedTurns: OwnedTurns,
): ClaimedTurn {
  const [
    name = '',
    fence,
    conversationId = '',
    sequence,
    question = '',
    origin,
    keys,
    created,
    parts,
    task,
    argument = '',
    again,
  ] = fields.map((field) => field ?? '');
  const turn: ClaimedTurn = {
    id,
    follower: toFollower(name),
    fence: Number(fence),
    conversationId,
    sequence: Number(sequence),
    question,
    answer,
    origin: origin as Origin,
    askedForMs,
    ...(stateBefore === 'generating' && { isTakenOver: true }),
    ...(task && { task: { name: task, argument } }),
    ...(again && { isAgain: true }),
  };
  ownedTurns.own({
    turn,
    name,
    keys: keys ?? '[]',
    createdAt: Number(created),
    followerRecord,
    text: answer,
    origin: turn.origin,
    parts: new Map(toParts(parts).map(({ number, ...part }) => [number, part])),
  });
  return turn;
}
