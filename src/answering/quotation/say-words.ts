import type { AnswerEvent } from '../../turns/answer-event.ts';
import type { Ask } from '../answerer.ts';
import type { QuotationTexts } from './quotation-texts.ts';
import { resumeQuotation } from './resume-quotation.ts';

/** What is said, in Markdown, and the questions that can be tapped below it. */
export interface Words {
  readonly text: string;
  readonly choices?: readonly string[];
}

/** Says all of it, or what follows the part that the follower has already. */
export function* sayWords(
  { text: whole, choices = [] }: Words,
  { released }: Ask,
  texts: QuotationTexts,
): Generator<AnswerEvent, void> {
  const before = released();
  const rest = before === '' ? whole : resumeQuotation(whole, before);
  const text = rest ?? `\n\n${texts.changedMeanwhile}`;
  if (text !== '') yield { type: 'text', text, origin: 'documents' };
  if (choices.length > 0) yield { type: 'choices', questions: choices };
  yield { type: 'finish', reason: 'stop' };
}
