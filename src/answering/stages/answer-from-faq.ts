import { questionStopped } from '../../turns/answerer-error.ts';
import type { Stage } from '../answerer.ts';
import { continueText } from '../continue-text.ts';
import type { Faq } from '../faq.ts';

/**
 * Answers in the owner's own words when the owner answered exactly this question; no model is asked. A follower who wants
 * another answer than that one is answered by the stages after it.
 */
export function createAnswerFromFaq(faq: Faq): Stage {
  return (next) =>
    async function* answerFromFaq(ask, signal) {
      if (signal.aborted) throw questionStopped();
      const asksOwner = ask.task === undefined && !ask.isAgain;
      const entry = asksOwner ? await faq.find(ask.question) : undefined;
      if (signal.aborted) throw questionStopped();
      const released = ask.released();
      // What an earlier owner of the turn released of another answer cannot be taken back.
      if (entry === undefined || !entry.answer.startsWith(released)) {
        yield* next(ask, signal);
        return;
      }
      const rest = continueText(entry.answer, released);
      if (rest !== '') yield { type: 'text', text: rest, origin: 'owner' };
      yield { type: 'finish', reason: 'stop' };
    };
}
