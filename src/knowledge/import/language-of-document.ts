import type { Language } from '../../answering/language-of-question.ts';

/** The language of a document. Chinese texts about software are full of English words, so a fifth is enough. */
export function languageOfDocument(text: string): Language {
  const characters = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const words = text.match(/[a-z]{2,}/gi)?.length ?? 0;
  return characters * 4 > words ? 'zh' : 'en';
}
