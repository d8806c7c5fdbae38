import type { Language } from '../../answering/language-of-question.ts';
import type { PageReading, UnreadableBecause } from '../../answering/page-reader.ts';

type Failure = Exclude<PageReading, { readonly is: 'page' }>;
type Words = Readonly<Record<Language, string>>;

const UNREADABLE: Readonly<Record<UnreadableBecause, Words>> = {
  verification: { zh: '微信要求验证，没有给出文章', en: 'WeChat asks for a verification first' },
  deleted: { zh: '文章已被删除', en: 'the article was deleted' },
  violating: { zh: '文章因违规无法查看', en: 'WeChat withholds the article for a violation' },
  paid: { zh: '文章要付费才能看', en: 'the article has to be paid for' },
  video: { zh: '只有视频，没有文字', en: 'it is a video without text' },
  pictures: { zh: '只有图片，没有文字', en: 'it is made of pictures without text' },
  unavailable: { zh: '这个页面上没有文章', en: 'the page holds no article' },
  'no-text': { zh: '页面上没有能读的文字', en: 'the page has no text that can be read' },
};

/** Tells a model why there is no page, so that it guesses nothing about it. */
export function explainPageFailure(failure: Failure, language: Language): string {
  const because = becauseOf(failure)[language];
  return language === 'zh'
    ? `没有读到这个网页：${because}。不要猜它的内容，直接告诉对方没有读到。`
    : `The page was not read: ${because}. Do not guess what it says; tell the user that it could not be read.`;
}

function becauseOf(failure: Failure): Words {
  switch (failure.is) {
    case 'unreadable':
      return UNREADABLE[failure.because];
    case 'refused':
      return { zh: '这个地址不允许访问', en: 'this address may not be opened' };
    case 'too-many':
      return { zh: '这一轮读的网页已经够多了', en: 'enough pages were read for now' };
    case 'status':
      return {
        zh: `网站回了 ${failure.status}`,
        en: `its server answered with ${failure.status}`,
      };
    case 'too-large':
      return { zh: '网页太大', en: 'it is too large' };
    case 'timed-out':
      return { zh: '网站太慢，没有等到', en: 'its server was too slow' };
    case 'too-many-redirects':
      return { zh: '网站一直在跳转', en: 'it redirects again and again' };
    case 'wrong-kind':
      return { zh: '既不是网页也不是 PDF', en: 'it is neither a page nor a PDF' };
    case 'unreachable':
      return { zh: '网站连不上', en: 'its server cannot be reached' };
  }
}
