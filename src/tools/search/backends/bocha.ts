import { field } from '../../../runtime/field.ts';
import { readList } from '../read-list.ts';
import { bearer, MOST_HITS, type SearchBackend } from '../search-backend.ts';

/** Describes Bocha, whose answers have the form of Bing's within `data`. */
export const bocha: SearchBackend = {
  title: '博查 (Bocha)',
  origin: 'https://api.bocha.cn',
  mostQueryCharacters: 200,
  request: (query, key) => ({
    path: '/v1/web-search',
    headers: bearer(key),
    body: { query, count: MOST_HITS, freshness: 'noLimit', summary: true },
  }),
  read(answer) {
    const pages = readList(answer, 'data', 'webPages', 'value');
    // Nothing was found.
    if (pages === undefined && Number(field(answer, 'code')) === 200) return [];
    return pages?.map((page) => ({
      title: field(page, 'name'),
      url: field(page, 'url'),
      site: field(page, 'siteName'),
      date: field(page, 'datePublished'),
      snippet: field(page, 'summary') ?? field(page, 'snippet'),
    }));
  },
  failures: { '401': 'key', '403': 'money', '429': 'throttled', '400': 'query' },
};
