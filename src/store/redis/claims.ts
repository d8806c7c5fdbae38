import type { ClaimedTurn, Origin } from '../../turns/turn.ts';
import { toFollower } from './keys.ts';
import type { Memory, StoredPart } from './memory.ts';
import type { Scripts } from './scripts.ts';

/** What `claim` in the shared Lua answers. */
export type ClaimReply =
  | null
  /** This process owns the turn already. */
  | readonly ['mine', string]
  | readonly ['claimed', string, string, readonly (string | null)[], readonly string[]];

/** Reads what a script claimed, and remembers it as this process's own. */
export interface Claims {
  read(reply: ClaimReply): Promise<ClaimedTurn | undefined>;
}

export function createClaims({
  scripts,
  memory,
}: {
  readonly scripts: Scripts;
  readonly memory: Memory;
}): Claims {
  // The answer to an earlier claim of this process never arrived.
  const claimAgain = scripts.define(
    ['id'],
    `if call('HGET', turnKey(id), 'owner') ~= me then return false end
     call('HSET', turnKey(id), 'owner', '')
     return claim(id)`,
  );

  const read = async (reply: ClaimReply): Promise<ClaimedTurn | undefined> => {
    if (reply === null) return undefined;
    if (reply[0] === 'mine')
      return memory.find(reply[1])
        ? undefined
        : read((await claimAgain({ id: reply[1] })) as ClaimReply);
    const [, id, answer, fields, followerRecord] = reply;
    const [name, fence, conversationId, sequence, question, origin, keys, created, , parts] =
      fields.map((field) => field ?? '');
    const turn: ClaimedTurn = {
      id,
      follower: toFollower(name ?? ''),
      fence: Number(fence),
      conversationId: conversationId ?? '',
      sequence: Number(sequence),
      question: question ?? '',
      answer,
    };
    memory.own({
      turn,
      name: name ?? '',
      keys: keys ?? '[]',
      createdAt: Number(created),
      followerRecord,
      text: answer,
      origin: origin as Origin,
      parts: toParts(parts),
    });
    return turn;
  };
  return { read };
}

/** Parts as they are stored, JSON or nothing. */
export function toParts(stored: string | null | undefined): StoredPart[] {
  return stored ? (JSON.parse(stored) as StoredPart[]) : [];
}
