import path from 'node:path';
import { AnswererError, questionStopped } from '../turns/answerer-error.ts';
import type { Answerer } from '../answering/answerer.ts';
import { composeQuotation } from './compose-quotation.ts';
import type { Knowledge } from './knowledge.ts';
import { languageOfQuestion, type Language } from './language.ts';
import { resumeQuotation } from './resume-quotation.ts';
import { readSmallTalk } from './small-talk.ts';
import { knowledgeTexts, type Audience, type KnowledgeTexts } from './texts.ts';

/** What the answerer over documents needs. */
export interface KnowledgeAnswererDeps {
  readonly knowledge: Knowledge;
  /** For questions that show no language of their own, such as "40164". */
  readonly language: Language;
  /** `newcomer` for the handbook while no model is configured; `follower` unless set. */
  readonly audience?: Audience;
}

/** What is said, in Markdown, and the questions that can be tapped below it. */
interface Words {
  readonly text: string;
  readonly choices?: readonly string[];
}

const CHOICES_BELOW_GREETING = 4;
const CHOICES = 3;
/** Named after a quotation. */
const OTHER_PLACES = 2;
const MOST_FOUND = Math.max(1 + OTHER_PLACES, CHOICES);

/** The Answerer that needs no model: it quotes the passage of the owner's documents that answers the question, or offers headings. */
export function createKnowledgeAnswerer(deps: KnowledgeAnswererDeps): Answerer {
  const { knowledge } = deps;
  return {
    name: `documents in ${path.basename(knowledge.folder)}`,
    origin: 'documents',
    async *answer({ question, continueAfter = '' }, { signal }) {
      const language = languageOfQuestion(question, deps.language);
      const texts = knowledgeTexts[language][deps.audience ?? 'follower'];
      throwIfAborted(signal);
      const { text: whole, choices = [] } = await look(question, language, texts);
      throwIfAborted(signal);
      const text = continueAfter === '' ? whole : resumeQuotation(whole, continueAfter);
      if (text !== '') yield { type: 'text', text: text ?? `\n\n${texts.changedMeanwhile}` };
      if (choices.length > 0) yield { type: 'choices', questions: choices };
      yield { type: 'finish', reason: 'stop' };
    },
  };

  async function look(question: string, language: Language, texts: KnowledgeTexts): Promise<Words> {
    try {
      return await answer(question, language, texts);
    } catch (cause) {
      const message = 'The documents could not be searched';
      throw new AnswererError('provider_unreachable', message, { retryable: true, cause });
    }
  }

  async function answer(
    question: string,
    language: Language,
    texts: KnowledgeTexts,
  ): Promise<Words> {
    const { fit, found } = await knowledge.search(question, { language, limit: MOST_FOUND });
    const firstQuestions = async (count: number) =>
      texts.firstQuestions.length > 0
        ? texts.firstQuestions.slice(0, count)
        : await knowledge.examples(language, count);

    const smallTalk = readSmallTalk(question);
    // An owner may have written a section 你是谁.
    if (smallTalk !== undefined && fit !== 'exact') {
      const choices = await firstQuestions(CHOICES_BELOW_GREETING);
      return choices.length === 0
        ? { text: texts.noDocuments }
        : { text: texts[smallTalk], choices };
    }
    const [best, ...others] = found;
    if (best === undefined) {
      const choices = await firstQuestions(CHOICES);
      if (choices.length === 0) return { text: texts.noDocuments };
      return { text: `${texts.nothingFound}\n\n${texts.youMayAsk}`, choices };
    }
    if (fit === 'perhaps') {
      const choices = [...new Set(found.map(({ asks }) => asks))].slice(0, CHOICES);
      return { text: texts.didYouMean, choices };
    }
    return { text: composeQuotation({ best, others: others.slice(0, OTHER_PLACES), texts }) };
  }
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw questionStopped();
}
