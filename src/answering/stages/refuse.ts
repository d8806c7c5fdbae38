import type { Stage } from '../answerer.ts';
import { continueText } from '../continue-text.ts';
import { readSmallTalk } from '../quotation/small-talk.ts';
import type { NoteUnanswered } from '../unanswered.ts';

export interface RefuseDeps {
  /** What the follower reads, as it is written. */
  readonly refusalText: string;
  readonly noteUnanswered: NoteUnanswered;
}

/** Refuses what the documents do not speak about, and keeps the question for the owner; small talk goes on. */
export function createRefuse({ refusalText, noteUnanswered }: RefuseDeps): Stage {
  return (next) =>
    async function* refuse(ask, signal) {
      const passages = ask.context.find(({ kind }) => kind === 'passages');
      const isKnown = !passages || (!passages.isBelowFloor && passages.found.length > 0);
      const released = ask.released();
      // An answer that a process had begun is not replaced by a refusal.
      const goesOn = isKnown || !refusalText.startsWith(released);
      if (goesOn || readSmallTalk(ask.question) !== undefined) {
        yield* next(ask, signal);
        return;
      }
      const text = continueText(refusalText, released);
      if (text !== '') yield { type: 'text', text, origin: 'own' };
      await noteUnanswered(ask);
      yield { type: 'finish', reason: 'stop' };
    };
}
