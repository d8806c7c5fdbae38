import type { ArticlePage } from './read-article-page.ts';

/** What stands in the place of an article that can be read. */
export type ArticleClass =
  'verification' | 'deleted' | 'violating' | 'paid' | 'video' | 'pictures' | 'unavailable';

type ArticleVerdict =
  { readonly is: 'article'; readonly text: string } | { readonly is: ArticleClass };

/** What WeChat writes on the page that it serves in an article's place; the first that fits decides. */
const NOTICES: readonly (readonly [RegExp, ArticleClass])[] = [
  [/环境异常|完成验证|去验证|安全验证|访问过于频繁|操作频繁/, 'verification'],
  [/已被(?:发布者|作者|发送人)?删除|内容已删除/, 'deleted'],
  [/违规|涉嫌|被投诉|已被屏蔽|停止访问|发送失败无法查看|账号已被封|帐号已被封/, 'violating'],
];
/** Beside pictures or a video, less text than this is a caption or a request to follow the account. */
const LEAST_BESIDE_MEDIA = 60;
/** Articles whose main thing is a video; what is written there describes it. */
const VIDEO_SHARE = 5;

/** Tells what a page of mp.weixin.qq.com holds, from what was read of it. */
export function judgeArticle({
  address,
  markdown,
  ...page
}: ArticlePage & { readonly address: string; readonly markdown: string }): ArticleVerdict {
  if (address.includes('/mp/wappoc_appmsgcaptcha') || page.asksForVerification)
    return { is: 'verification' };
  const text = markdown.trim() === '' ? page.sharedText : markdown;
  const length = text.replace(/[\s\p{P}]/gu, '').length;
  if (page.isPaid) return { is: 'paid' };
  if (page.hasVideo || page.showType === VIDEO_SHARE) {
    if (page.showType === VIDEO_SHARE || length < LEAST_BESIDE_MEDIA) return { is: 'video' };
  } else if (page.hasPictures && length < LEAST_BESIDE_MEDIA) return { is: 'pictures' };
  if (length > 0) return { is: 'article', text };
  const notice = NOTICES.find(([words]) => words.test(page.notice));
  return { is: notice?.[1] ?? 'unavailable' };
}
