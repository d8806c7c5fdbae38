import { cleanText } from './clean-text.ts';

/** A longer one is a text and no question that is asked again. */
const LONGEST_QUESTION = 1000;

/** Returns a question as it is kept for the owner: clean, and no longer than such questions are. */
export function cutQuestion(question: string): string {
  return cleanText(question).slice(0, LONGEST_QUESTION).toWellFormed();
}
