import { field } from '../../../runtime/field.ts';
import { readList } from '../read-list.ts';
import { bearer, MOST_HITS, type SearchBackend } from '../search-backend.ts';

/** Describes Baidu's search on Qianfan, which takes the key of its models and tells errors with HTTP 200 too. */
export const qianfan: SearchBackend = {
  title: '百度千帆 (Qianfan)',
  origin: 'https://qianfan.baidubce.com',
  mostQueryCharacters: 72,
  request: (query, key) => ({
    path: '/v2/ai_search/web_search',
    headers: bearer(key),
    body: {
      messages: [{ role: 'user', content: query }],
      search_source: 'baidu_search_v2',
      resource_type_filter: [{ type: 'web', top_k: MOST_HITS }],
    },
  }),
  read(answer) {
    const found = readList(answer, 'references');
    const hasFailed = field(answer, 'code') !== undefined;
    if (found === undefined && !hasFailed && field(answer, 'request_id') !== undefined) return [];
    return found?.map((page) => ({
      title: field(page, 'title') ?? field(page, 'web_anchor'),
      url: field(page, 'url'),
      site: field(page, 'website'),
      date: field(page, 'date'),
      snippet: field(page, 'content'),
    }));
  },
  failures: {
    ...{ invalid_iam_token: 'key', invalid_api_key: 'key', BILLING_INSUFFICIENT_BALANCE: 'money' },
    ...{ rpm_rate_limit_exceeded: 'throttled', tpm_rate_limit_exceeded: 'throttled' },
  },
};
