import { field } from '../../../runtime/field.ts';
import { readList } from '../read-list.ts';
import { bearer, MOST_HITS, type SearchBackend } from '../search-backend.ts';

/** Describes Metaso, which tells errors with HTTP 200 too, as `errCode` and `errMsg`. */
export const metaso: SearchBackend = {
  title: '秘塔 (Metaso)',
  origin: 'https://metaso.cn',
  mostQueryCharacters: 200,
  request: (query, key) => ({
    path: '/api/v1/search',
    headers: { ...bearer(key), accept: 'application/json' },
    body: {
      q: query,
      scope: 'webpage',
      size: MOST_HITS,
      includeSummary: false,
      includeRawContent: false,
      conciseSnippet: false,
    },
  }),
  read(answer) {
    const pages = readList(answer, 'webpages');
    if (pages === undefined && field(answer, 'total') === 0) return [];
    return pages?.map((page) => ({
      title: field(page, 'title'),
      url: field(page, 'link'),
      date: field(page, 'date'),
      snippet: field(page, 'snippet'),
    }));
  },
  failures: { '2005': 'key', '3003': 'money' },
};
