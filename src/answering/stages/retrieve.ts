import { questionStopped } from '../../turns/answerer-error.ts';
import type { Stage } from '../answerer.ts';
import { languageOfQuestion } from '../language-of-question.ts';
import type { Retriever } from '../retriever.ts';

/** More than a model reads or a quotation names, for those of one section count once. */
const MOST_FOUND = 8;

/** Looks the question up and puts what it finds into the context, unless that was done before. */
export function createRetrieve(retriever: Pick<Retriever, 'search'>): Stage {
  return (next) =>
    async function* retrieve(ask, signal) {
      if (signal.aborted) throw questionStopped();
      if (ask.context.some(({ kind }) => kind === 'passages')) {
        yield* next(ask, signal);
        return;
      }
      const previousQuestion = ask.past.at(-1)?.question;
      const findings = await retriever.search(ask.question, {
        language: languageOfQuestion(ask.question, ask.settings.language),
        limit: MOST_FOUND,
        signal,
        turn: { turnId: ask.turnId, ...ask.follower },
        ...(previousQuestion !== undefined && { previousQuestion }),
      });
      if (signal.aborted) throw questionStopped();
      const block = { kind: 'passages', ...findings } as const;
      yield* next({ ...ask, context: [...ask.context, block] }, signal);
    };
}
