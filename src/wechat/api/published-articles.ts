import { z } from 'zod';
import { WechatUnreachableError } from '../errors.ts';
import { createCallWithToken, type WechatAccess } from './call-with-token.ts';

/** An article that the account has published. */
export interface PublishedArticle {
  readonly title: string;
  readonly address: string;
  /** The HTML of its body. */
  readonly content: string;
  /** When its publication changed last, in milliseconds since 1970. */
  readonly updatedAt: number;
  readonly isDeleted: boolean;
}

/** A stretch of the account's publications, newest first; each holds one or more articles. */
interface PublishedPage {
  readonly articles: readonly PublishedArticle[];
  /** How many publications the stretch has. */
  readonly publications: number;
  /** How many publications the account has. */
  readonly total: number;
}

/** Lists what the account has published, from a publication on. Throws WechatApiError and WechatUnreachableError. */
export type ListPublished = (from: number) => Promise<PublishedPage>;

const LIST_PATH = 'cgi-bin/freepublish/batchget';
/** The most that WeChat gives. */
const PAGE_SIZE = 20;
const TIMEOUT_MS = 30_000;
/** Twenty publications of eight articles, with the markup that editors leave in them. */
const LONGEST_PAGE_BYTES = 64 * 1024 * 1024;

const page = z.object({
  total_count: z.number(),
  item: z.array(
    z.object({
      update_time: z.number().catch(0),
      content: z.object({
        news_item: z.array(
          z.object({
            title: z.string().catch(''),
            url: z.string().catch(''),
            content: z.string().catch(''),
            is_deleted: z.boolean().catch(false),
          }),
        ),
      }),
    }),
  ),
});

/**
 * Creates the list of one account's publications.
 * https://developers.weixin.qq.com/doc/service/api/public/api_freepublish_batchget.html
 */
export function createListPublished(
  access: Omit<WechatAccess, 'timeoutMs' | 'longestAnswerBytes'>,
): ListPublished {
  const call = createCallWithToken({
    timeoutMs: TIMEOUT_MS,
    longestAnswerBytes: LONGEST_PAGE_BYTES,
    ...access,
  });
  return async (from) => {
    const answer = await call(LIST_PATH, { offset: from, count: PAGE_SIZE, no_content: 0 });
    const read = page.safeParse(answer);
    if (!read.success)
      throw new WechatUnreachableError(`The answer to ${LIST_PATH} holds no articles`, {
        cause: read.error,
        mayHaveArrived: true,
      });
    const { item: items, total_count: total } = read.data;
    return {
      articles: items.flatMap(({ update_time, content }) =>
        content.news_item.map(({ title, url, content: html, is_deleted: isDeleted }) => ({
          title,
          address: url,
          content: html,
          isDeleted,
          updatedAt: update_time * 1000,
        })),
      ),
      publications: items.length,
      total,
    };
  };
}
