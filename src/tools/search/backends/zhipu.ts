import { field } from '../../../runtime/field.ts';
import { readList } from '../read-list.ts';
import { bearer, MOST_HITS, type SearchBackend } from '../search-backend.ts';

/** Describes Zhipu's search, which takes the key of its models and tells errors with HTTP 200 too. */
export const zhipu: SearchBackend = {
  title: '智谱 (Zhipu)',
  origin: 'https://open.bigmodel.cn',
  mostQueryCharacters: 70,
  request: (query, key) => ({
    path: '/api/paas/v4/web_search',
    headers: bearer(key),
    body: {
      search_engine: 'search_std',
      search_query: query,
      search_intent: false,
      count: MOST_HITS,
      content_size: 'medium',
    },
  }),
  read(answer) {
    const found = readList(answer, 'search_result');
    const hasFailed = field(answer, 'error') !== undefined;
    if (found === undefined && !hasFailed && field(answer, 'id') !== undefined) return [];
    return found?.map((page) => ({
      title: field(page, 'title'),
      url: field(page, 'link'),
      site: field(page, 'media'),
      date: field(page, 'publish_date'),
      snippet: field(page, 'content'),
    }));
  },
  failures: {
    ...{ '1000': 'key', '1001': 'key', '1002': 'key', '1003': 'key', '1004': 'key' },
    ...{ '1110': 'key', '1111': 'key', '1112': 'key', '1121': 'key', '1220': 'key' },
    ...{ '1113': 'money', '1304': 'money', '1308': 'money', '1309': 'money', '1310': 'money' },
    ...{ '1302': 'throttled', '1303': 'throttled', '1305': 'throttled' },
    ...{ '1301': 'query', '1701': 'throttled', '1702': 'down', '1703': 'query' },
  },
};
