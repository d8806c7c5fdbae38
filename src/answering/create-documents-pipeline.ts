import { answerWithoutPassage } from './answer-without-passage.ts';
import type { AnswerPipeline, Stage } from './answerer.ts';
import { composeStages } from './compose-stages.ts';
import type { Audience } from './quotation/quotation-texts.ts';
import type { Retriever } from './retriever.ts';
import { createQuote } from './stages/quote.ts';
import { createRetrieve } from './stages/retrieve.ts';
import type { NoteUnanswered } from './unanswered.ts';

/** What answers without a model need. */
export interface DocumentsDeps {
  /** For logs. */
  readonly name: string;
  readonly retriever: Retriever;
  readonly audience: Audience;
  /** What comes before the documents are searched, such as the owner's own answers. */
  readonly before?: readonly Stage[];
  /** Absent for the handbook, whose readers ask nothing of an owner. */
  readonly noteUnanswered?: NoteUnanswered;
}

/** Returns the pipeline that needs no model: it looks a question up and quotes what the owner wrote. */
export function createDocumentsPipeline(deps: DocumentsDeps): AnswerPipeline {
  const { name, retriever, audience, before = [], noteUnanswered } = deps;
  return {
    name,
    lane: { key: 'documents' },
    answer: composeStages(
      [...before, createRetrieve(retriever), createQuote(audience)],
      answerWithoutPassage({ retriever, audience, noteUnanswered }),
    ),
  };
}
