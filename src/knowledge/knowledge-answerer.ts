import path from 'node:path';
import { AnswererError } from '../turns/answerer-error.ts';
import type { Answerer } from '../turns/answerer.ts';
import { composeQuotation } from './compose-quotation.ts';
import { MOST_PASSAGE_BYTES } from './cut-passages.ts';
import type { Knowledge } from './knowledge.ts';
import { languageOfQuestion, type Language } from './language.ts';
import { restAfter } from './rest-after.ts';
import { knowledgeTexts } from './texts.ts';

/** What the answerer over documents needs. */
export interface KnowledgeAnswererParts {
  readonly knowledge: Knowledge;
  /** For questions that show no language of their own, such as "40164". */
  readonly language: Language;
  /** How much of a passage is quoted, in bytes of UTF-8; the whole of it unless set. */
  readonly maximumQuoteBytes?: number;
  /** How many other places are named behind a quotation; 2 unless set. */
  readonly otherPlaces?: number;
}

const EXAMPLES = 3;

/** The Answerer that needs no model: it quotes the passage of the owner's documents that fits the question best. */
export function createKnowledgeAnswerer(parts: KnowledgeAnswererParts): Answerer {
  const { knowledge, maximumQuoteBytes = MOST_PASSAGE_BYTES, otherPlaces = 2 } = parts;
  return {
    name: `documents in ${path.basename(knowledge.folder)}`,
    origin: 'documents',
    async *answer({ question, continueAfter = '' }, { signal }) {
      const language = languageOfQuestion(question, parts.language);
      const texts = knowledgeTexts[language];
      throwIfAborted(signal);
      const { found, examples } = await look(question, language);
      throwIfAborted(signal);
      const whole = composeQuotation({ found, examples, texts, maximumQuoteBytes });
      const text = continueAfter === '' ? whole : restAfter(whole, continueAfter);
      if (text !== '') yield { type: 'text', text: text ?? `\n\n${texts.changedMeanwhile}` };
      yield { type: 'finish', reason: 'stop' };
    },
  };

  async function look(question: string, language: Language) {
    try {
      const found = await knowledge.search(question, { language, limit: 1 + otherPlaces });
      const examples = found.length > 0 ? [] : await knowledge.examples(language, EXAMPLES);
      return { found, examples };
    } catch (cause) {
      const message = 'The documents could not be searched';
      throw new AnswererError('provider_unreachable', message, { retryable: true, cause });
    }
  }
}

function throwIfAborted(signal: AbortSignal): void {
  if (!signal.aborted) return;
  throw new AnswererError('aborted', 'The question was stopped', { retryable: false });
}
