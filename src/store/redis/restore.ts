import type { OwnedTurns, OwnTurn, RecentMessage } from './owned-turns.ts';
import type { Scripts } from './scripts.ts';
import { LOOK_AT_TURN_AFTER_MS } from './shared-lua.ts';

/** Writes what Redis lost, as far as this process knows it. */
export interface Restore {
  /** Makes Redis hold exactly this much of a turn; returns whether this process still owns it. */
  turn(own: OwnTurn): Promise<boolean>;
  /** The same, unless Redis holds as much or more already. */
  turnIfShort(own: OwnTurn): Promise<boolean>;
  /** Writes a message; if the data was not lost, only for a known follower, as others may have been forgotten. */
  message(message: RecentMessage, lost: 'all' | 'the last moments'): Promise<void>;
}

export function createRestore({
  scripts,
  ownedTurns,
  quietAfterAttemptMs,
}: {
  readonly scripts: Scripts;
  readonly ownedTurns: OwnedTurns;
  readonly quietAfterAttemptMs: number;
}): Restore {
  const restoreTurn = scripts.defineForRecovery(
    [
      ...(['id', 'f', 'fence', 'conversation', 'sequence', 'question', 'keys', 'created'] as const),
      ...(['origin', 'length', 'text', 'parts', 'onlyIfShort'] as const),
    ],
    `local turn = turnKey(id)
     if call('EXISTS', goneKey(id)) == 1 then return false end
     local owner, storedFence, state = unpack(call('HMGET', turn, 'owner', 'fence', 'state'))
     if state then
       -- It lost its end only, or has more of it than this process was told.
       if owner ~= me or storedFence ~= fence or state ~= 'generating' then return false end
       if onlyIfShort ~= '' and num(call('HGET', turn, 'length')) >= num(length) then return true end
       call('SET', answerKey(id), text)
       call('HSET', turn, 'length', length, 'origin', origin)
       tell(f)
       return true
     end
     for _, key in ipairs(cjson.decode(keys)) do
       -- The follower's message was taken for a new one meanwhile: that answer counts.
       local other = call('HGET', messageKey(f, key), 'turn')
       if other and other ~= id then return false end
     end
     if call('EXISTS', followerKey(f)) == 0 and #ARGV > REST then
       call('HSET', followerKey(f), unpack(ARGV, REST))
       call('HSET', followerKey(f), 'courier', '')
     end
     if num(call('HGET', followerKey(f), 'sequence')) < num(sequence) then
       call('HSET', followerKey(f), 'sequence', sequence)
     end
     call('HSET', turn, 'follower', f, 'fence', fence, 'conversation', conversation,
       'sequence', sequence, 'question', question, 'keys', keys, 'created', created, 'starts', 0,
       'origin', origin, 'length', length, 'state', 'generating', 'owner', me, 'delivery', 'owed')
     if parts ~= '[]' then call('HSET', turn, 'parts', parts) end
     if text ~= '' then call('SET', answerKey(id), text) end
     call('ZADD', turnsKey(f), sequence, id)
     call('ZADD', openKey(f), sequence, id)
     call('ZADD', owedKey(f), sequence, id)
     for _, key in ipairs(cjson.decode(keys)) do
       call('HSETNX', messageKey(f, key), 'turn', id)
       call('HSETNX', messageKey(f, key), 'kind', 'question')
       call('HSETNX', messageKey(f, key), 'newest', 1)
       call('HSETNX', messageKey(f, key), 'arrived', 1)
       call('PEXPIRE', messageKey(f, key), retention)
       call('ZADD', messagesKey(f), now, key)
     end
     keep(id, me)
     lookAt('t' .. id, ${LOOK_AT_TURN_AFTER_MS})
     expireLater(f)
     tell(f)
     return true`,
  );
  const restoreMessage = scripts.defineForRecovery(
    ['f', 'key', 'kind', 'turn', 'attempt', 'hasReply', 'reply', 'lost', 'quiet'],
    `if lost ~= 'all' and call('EXISTS', followerKey(f)) == 0 then return end
     local message = messageKey(f, key)
     local stored = call('HGET', message, 'turn')
     if stored and stored ~= turn then return end
     -- What the turn says of its messages is enough for one that no process could restore.
     if turn ~= '' and call('EXISTS', turnKey(turn)) == 0 and hasReply == '' then return end
     call('HSETNX', message, 'kind', kind)
     call('HSETNX', message, 'arrived', attempt)
     call('HSETNX', message, 'newest', attempt)
     if turn ~= '' then call('HSETNX', message, 'turn', turn) end
     if num(call('HGET', message, 'newest')) < num(attempt) then
       call('HSET', message, 'newest', attempt, 'arrived', attempt)
     end
     if hasReply ~= '' then call('HSETNX', message, 'reply', reply) end
     call('PEXPIRE', message, retention)
     call('ZADD', messagesKey(f), now, key)
     -- When the attempt came is not known any more: rather too late than ahead of what it brings.
     if carriesText(kind) then keepQuiet(f, quiet) end
     expireLater(f)`,
  );

  const write = async (own: OwnTurn, onlyIfShort: 'yes' | '') => {
    const { turn } = own;
    const isMine = await restoreTurn(
      {
        id: turn.id,
        f: own.name,
        fence: turn.fence,
        conversation: turn.conversationId,
        sequence: turn.sequence,
        question: turn.question,
        keys: own.keys,
        created: own.createdAt,
        origin: own.origin,
        length: own.text.length,
        text: own.text,
        parts: JSON.stringify(own.parts),
        onlyIfShort,
      },
      own.followerRecord,
    );
    if (isMine === null) ownedTurns.disown(turn.id);
    return isMine !== null;
  };

  return {
    turn: (own) => write(own, ''),
    turnIfShort: (own) => write(own, 'yes'),
    message: async ({ name, key, kind, turnId, attempt, reply }, lost) =>
      void (await restoreMessage({
        f: name,
        key,
        kind,
        turn: turnId,
        attempt,
        hasReply: reply === undefined ? '' : 'yes',
        reply: reply ?? '',
        lost,
        quiet: quietAfterAttemptMs,
      })),
  };
}
