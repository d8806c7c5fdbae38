import type { Sentence } from '../runtime/sentence.ts';

/** Texts about the service that searches the web. */
export const searchServiceTexts = {
  finds: (title: string): Sentence => ({
    en: `${title} finds pages: key, address and credit are good (this was one search)`,
    zh: `${title} 能搜索：Key、地址、余额都没问题（用掉了一次搜索）`,
  }),
  findsNothing: (title: string): Sentence => ({
    en: `${title} answers, but found nothing for the commonest word; for a searxng of your own, see whether its engines can be reached`,
    zh: `${title} 有回应，但最常见的词也搜不到；自己的 searxng 请看看它的搜索引擎是否连得上`,
  }),
};
