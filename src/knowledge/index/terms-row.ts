import type { Language } from '../../answering/language-of-question.ts';

/** Tells the rows of one language from those of the other. */
export function languageBit(language: Language): number {
  return language === 'zh' ? 0 : 1;
}

/**
 * The row of a passage in the full-text table. Its last bit is the language, because a look into another table for each
 * match takes longer than the match.
 */
export function termsRowOf(id: number | bigint, language: Language): number {
  return Number(id) * 2 + languageBit(language);
}
