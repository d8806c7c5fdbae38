import type { Logger } from 'pino';
import type { Stage } from '../../answering/answerer.ts';
import { createAnswerFromFaq } from '../../answering/stages/answer-from-faq.ts';
import { createRefuse } from '../../answering/stages/refuse.ts';
import { createRetrieve } from '../../answering/stages/retrieve.ts';
import { createTellPassages } from '../../answering/stages/tell-passages.ts';
import { noteOrLog, type NoteUnanswered } from '../../answering/unanswered.ts';
import type { AccountKnowledge } from './account-knowledge.ts';

interface KnowledgeStagesDeps {
  readonly knowledge: AccountKnowledge;
  /** What is read where the documents say nothing and the owner has set nothing. */
  readonly refusalText: string;
  readonly noteUnanswered: NoteUnanswered;
  readonly log: Logger;
}

/** The stages that answer from the owner's documents: before the persona, and after it. */
export interface KnowledgeStages {
  readonly first: readonly Stage[];
  /** The persona takes the place of the instructions, so the passages are told after it. */
  readonly afterPersona: readonly Stage[];
}

/** Lists the stages of an account that answers from documents. */
export function listKnowledgeStages(deps: KnowledgeStagesDeps): KnowledgeStages {
  const { knowledge } = deps;
  const { isOnly, linkHosts, refusalText = deps.refusalText } = knowledge.rules;
  const noteUnanswered = noteOrLog(deps.noteUnanswered, deps.log);
  return {
    first: [
      createAnswerFromFaq(knowledge.faq),
      createRetrieve(knowledge.retriever),
      ...(isOnly ? [createRefuse({ refusalText, noteUnanswered })] : []),
    ],
    afterPersona: [
      createTellPassages({
        linkHosts,
        hasDocuments: () => knowledge.usesDocuments(),
        refusalText: isOnly ? refusalText : undefined,
        noteUnanswered,
      }),
    ],
  };
}
