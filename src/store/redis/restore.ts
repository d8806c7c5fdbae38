import { carriesText } from '../../inbox/stored-kind.ts';
import type { OwnedTurns, OwnTurn, RecentMessage } from './owned-turns.ts';
import type { Scripts } from './scripts.ts';

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
}: {
  readonly scripts: Scripts;
  readonly ownedTurns: OwnedTurns;
}): Restore {
  const restoreTurn = scripts.defineForRecovery('restore-turn', [
    ...(['id', 'f', 'fence', 'conversation', 'sequence', 'question', 'keys', 'created'] as const),
    ...(['origin', 'length', 'text', 'parts', 'task', 'argument', 'again'] as const),
    'onlyIfShort',
  ]);
  const restoreMessage = scripts.defineForRecovery('restore-message', [
    'f',
    'key',
    'kind',
    'turn',
    'attempt',
    'hasReply',
    'reply',
    'lost',
    'quiet',
  ]);

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
        parts: JSON.stringify([...own.parts.values()]),
        task: turn.task?.name ?? '',
        argument: turn.task?.argument ?? '',
        again: turn.isAgain ? '1' : '',
        onlyIfShort,
      },
      own.followerRecord,
    );
    if (isMine === null) ownedTurns.disown(turn.id, turn.fence);
    return isMine !== null;
  };

  return {
    turn: (own) => write(own, ''),
    turnIfShort: (own) => write(own, 'yes'),
    message: async ({ name, key, kind, turnId, attempt, reply, quietMs }, lost) =>
      void (await restoreMessage({
        f: name,
        key,
        kind,
        turn: turnId,
        attempt,
        hasReply: reply === undefined ? '' : 'yes',
        reply: reply ?? '',
        lost,
        quiet: carriesText(kind) ? quietMs : '',
      })),
  };
}
