import { commandLine } from '../config/command-line.ts';
import type { Sentence } from '../runtime/sentence.ts';

/** What is told to an admin who wants what cannot be done. */
export const learningSentences = {
  unknownDraft: (id: string): Sentence => ({
    en: `There is no draft ${id}. See the ids with ${commandLine('feedback list')}.`,
    zh: `没有草稿 ${id}。用 ${commandLine('feedback list')} 看有哪些。`,
  }),
  unknownQuestion: (id: string): Sentence => ({
    en: `There is no unanswered question ${id}. See the ids with ${commandLine('kb unanswered')}.`,
    zh: `没有编号是 ${id} 的未答问题。用 ${commandLine('kb unanswered')} 看有哪些。`,
  }),
  alreadyAccepted: (id: string, document: string): Sentence => ({
    en: `The draft ${id} is accepted already. Its answer is the document ${document}; remove that to take it back.`,
    zh: `草稿 ${id} 已经采纳，回答在文档 ${document} 里；要撤下就删掉这个文档。`,
  }),
  rejectedMeanwhile: (id: string): Sentence => ({
    en: `The draft ${id} was rejected at the same moment by another admin, so it is not accepted. Ask that admin, or write the answer into a FAQ sheet.`,
    zh: `草稿 ${id} 刚刚被另一位管理员否决，没有采纳。请和对方商量，或把回答写进问答表。`,
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
