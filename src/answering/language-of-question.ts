/** The languages in which Kuaihui can speak, and which it tells apart in documents. */
export type Language = 'zh' | 'en';

/** An address is written alike in every language. */
const ADDRESS = /(?:https?:\/\/|www\.)\S*/gi;

/** The language of a question: Chinese when it holds a Chinese character, English when it holds a word; else the fallback. */
export function languageOfQuestion(question: string, fallback: Language): Language {
  if (/\p{Script=Han}/u.test(question)) return 'zh';
  const words = question.replace(ADDRESS, '');
  // 40164, PM2 or WECHAT_TOKEN is typed alike in every language.
  return /\b[A-Za-z]?[a-z]{2,}\b/.test(words) ? 'en' : fallback;
}
