import type { Sentence } from '../runtime/sentence.ts';

/** What is told to an admin who wants what cannot be done. */
export const learningSentences = {
  unknownDraft: (id: string): Sentence => ({
    en: `There is no draft ${id}. See the ids with kuaihui feedback list.`,
    zh: `没有草稿 ${id}。用 kuaihui feedback list 看有哪些。`,
  }),
  unknownQuestion: (id: string): Sentence => ({
    en: `There is no unanswered question ${id}. See the ids with kuaihui kb unanswered.`,
    zh: `没有编号是 ${id} 的未答问题。用 kuaihui kb unanswered 看有哪些。`,
  }),
  alreadyAccepted: (id: string, document: string): Sentence => ({
    en: `The draft ${id} is accepted already. Its answer is the document ${document}; kuaihui kb remove ${document} takes it out.`,
    zh: `草稿 ${id} 已经采纳，回答在文档 ${document} 里；要撤下请用 kuaihui kb remove ${document}。`,
  }),
  rejectedMeanwhile: (id: string): Sentence => ({
    en: `The draft ${id} was rejected at the same moment by another admin, so it is not accepted.`,
    zh: `草稿 ${id} 刚刚被另一位管理员否决，没有采纳。`,
  }),
  emptyText: (): Sentence => ({
    en: 'The answer is empty. Write it in quotation marks after the id.',
    zh: '回答是空的。请在编号后面用引号写上回答。',
  }),
  tooLongText: (most: number): Sentence => ({
    en: `The answer is too long: at most ${most} characters.`,
    zh: `回答太长，最多 ${most} 个字。`,
  }),
} as const;
