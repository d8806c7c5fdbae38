import type { Background } from '../runtime/background.ts';
import type { AnswerEvent } from './answer-event.ts';
import type { Changes, TurnStore } from './ports.ts';
import type { OwnedTurn } from './turn.ts';

interface QuestionWatchDeps {
  readonly turns: Pick<TurnStore, 'checkOwner' | 'closeQuestion'>;
  readonly changes: Changes;
  readonly background: Background;
}

/** Watches a question that messages of a burst may still join, whichever process records them. */
export interface QuestionWatch {
  /** Has no message join any more, with the first token; later calls do nothing. */
  hear(event: AnswerEvent): Promise<void>;
  /** Looks no more. A second call does nothing. */
  end(): void;
}

/**
 * Creates the watch of a turn that this process is about to write. `onJoined` is called once when a message has joined:
 * the turn is not this process's any more then. A store that is away is no reason to stop, because each write tells the same.
 */
export function watchQuestion(
  { turns, changes, background }: QuestionWatchDeps,
  turn: OwnedTurn,
  onJoined: () => void,
): QuestionWatch {
  let isOpen = true;
  let isLooking = false;
  let isChanged = false;

  const end = () => {
    isOpen = false;
    unfollow();
  };
  const note = (found: string) => {
    if (found !== 'replaced' || !isOpen) return;
    end();
    onJoined();
  };
  const look = async () => {
    while (isChanged && isOpen) {
      isChanged = false;
      note(await turns.checkOwner(turn).catch(() => 'unknown'));
    }
    isLooking = false;
  };
  const beginToLook = () => {
    isChanged = true;
    if (isLooking || !isOpen) return;
    isLooking = true;
    background.run('look at a question', look);
  };
  const unfollow = changes.follow(turn.follower, ({ what }) => {
    if (what === 'state') beginToLook();
  });
  // A message may have joined between the claim and here.
  beginToLook();

  return {
    async hear(event) {
      if (!isOpen || !isToken(event)) return;
      note(await turns.closeQuestion(turn).catch(() => 'unknown'));
      end();
    },
    end,
  };
}

/** Thinking is an answer under way as well. */
function isToken(event: AnswerEvent): boolean {
  return event.type === 'reasoning' || (event.type === 'text' && event.text !== '');
}
