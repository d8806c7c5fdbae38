import type { Sentence } from '../../runtime/sentence.ts';

/** What is said of turns that cannot be shown. */
export const conversationsTexts = {
  noSuchTurn: (): Sentence => ({
    en: 'This turn is not stored, or not any more: it expired, or its follower was deleted.',
    zh: '找不到这次问答：可能已经过期，或者粉丝的数据已被删除。',
  }),
};
