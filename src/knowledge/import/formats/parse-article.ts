import { DocumentProblem } from '../document-problem.ts';
import { ARTICLE_PROBLEMS } from '../page-problems.ts';
import type { ParsedDocument } from '../parsed-document.ts';
import { htmlToMarkdown } from './html-to-markdown.ts';
import { judgeArticle } from './judge-article.ts';
import { toPageDocument } from './parse-page.ts';
import { readArticlePage, type ArticlePage } from './read-article-page.ts';

const LONGEST_TITLE = 40;

/** Says whether an address is one of WeChat's own, where articles of Official Accounts are. */
export function isArticleAddress(address: string): boolean {
  return URL.canParse(address) && new URL(address).hostname === 'mp.weixin.qq.com';
}

/**
 * Reads an article of an Official Account. Throws DocumentProblem that names what is in its place: a page that asks for a
 * verification, a notice, or an article of which the text cannot be read.
 */
export function parseArticle(html: string, address: string): ParsedDocument {
  const page = readArticlePage(html);
  const markdown = htmlToMarkdown(page.content, { address, leavesOutPictures: true }).markdown;
  const read = judgeArticle({ ...page, markdown, address });
  if (read.is !== 'article') throw new DocumentProblem(ARTICLE_PROBLEMS[read.is]);
  const { account, date } = page;
  const title = titleOf(page, read.text);
  return toPageDocument({ title, about: [account, date], markdown: read.text, address });
}

/** A post of text has no title, or its whole text in the place of one. */
function titleOf({ title }: Pick<ArticlePage, 'title'>, text: string): string {
  const [first = ''] = text.trimStart().split('\n', 1);
  if (title !== undefined && !title.startsWith(first.slice(0, LONGEST_TITLE))) return title;
  return first.slice(0, LONGEST_TITLE);
}
