import type { JsonObject } from './custom-messages.ts';

const MOST_IN_PAGE = 20;
const INVALID_COUNT = 40007;

/** Plays `freepublish/batchget` over the account's publications, newest first. https://developers.weixin.qq.com/doc/service/api/public/api_freepublish_batchget.html */
export function listPublications(
  { offset, count }: JsonObject,
  publications: readonly object[],
): { readonly json: JsonObject } | number {
  if (typeof offset !== 'number' || typeof count !== 'number') return INVALID_COUNT;
  if (offset < 0 || count < 1 || count > MOST_IN_PAGE) return INVALID_COUNT;
  const item = publications.slice(offset, offset + count);
  return { json: { total_count: publications.length, item_count: item.length, item } };
}
