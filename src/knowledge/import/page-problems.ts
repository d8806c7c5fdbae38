import type { Sentence } from '../../runtime/sentence.ts';
import type { ArticleClass } from './formats/judge-article.ts';

/** What is said of a page that needs its scripts to say anything. */
export const NO_TEXT_IN_PAGE: Sentence = {
  en: 'The page has no text as long as its scripts do not run; save what it says as a file',
  zh: '这个网页要运行脚本才有文字；请把内容存成文件',
};

/** Why an article of an Official Account cannot be read, and what its reader can do. */
export const ARTICLE_PROBLEMS: Readonly<Record<ArticleClass, Sentence>> = {
  verification: {
    en: 'WeChat asks for a verification (验证) in place of the article; open it in WeChat and copy its short link (/s/…), or save its text as a file',
    zh: '微信要求验证（环境异常），没有给出文章；请在微信里打开，复制短链接（/s/…）再试，或把内容存成文件',
  },
  deleted: {
    en: 'The article was deleted by its publisher (删除)',
    zh: '文章已被发布者删除',
  },
  violating: {
    en: 'WeChat withholds the article for a violation of its rules (违规)',
    zh: '文章因违规无法查看',
  },
  paid: {
    en: 'The article has to be paid for (付费), and its page holds a preview only; save what you may use as a file',
    zh: '这是付费文章，页面上只有试读；有权使用的内容请存成文件',
  },
  video: {
    en: 'The article is a video (视频) without text; write what it says into a file',
    zh: '这篇文章只有视频，没有文字；请把内容写进文件',
  },
  pictures: {
    en: 'The article is made of pictures (图片), whose text cannot be read; write what they show into a file',
    zh: '这篇文章只有图片，图里的文字读不了；请把内容写进文件',
  },
  unavailable: {
    en: 'The page of WeChat holds no article; the link may be wrong, expired or private',
    zh: '微信的这个页面上没有文章；链接可能写错、过期，或者没有公开',
  },
};

/** Returns the class of an article that a document's problem tells of; undefined for any other problem. */
export function articleClassOf({ en }: Sentence): ArticleClass | undefined {
  const classes = Object.keys(ARTICLE_PROBLEMS) as ArticleClass[];
  return classes.find((one) => ARTICLE_PROBLEMS[one].en === en);
}
