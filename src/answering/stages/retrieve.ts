import { questionStopped } from '../../turns/answerer-error.ts';
import type { Stage } from '../answerer.ts';
import { languageOfQuestion } from '../language-of-question.ts';
import type { Retriever } from '../retriever.ts';

/** One to quote and two more places to name, or three headings to choose from. */
const MOST_FOUND = 3;

/** Looks the question up and puts what it finds into the context. */
export function createRetrieve(retriever: Retriever): Stage {
  return (next) =>
    async function* retrieve(ask, signal) {
      if (signal.aborted) throw questionStopped();
      const language = languageOfQuestion(ask.question, ask.settings.language);
      const findings = await retriever.search(ask.question, { language, limit: MOST_FOUND });
      if (signal.aborted) throw questionStopped();
      const block = { kind: 'passages', ...findings } as const;
      yield* next({ ...ask, context: [...ask.context, block] }, signal);
    };
}
