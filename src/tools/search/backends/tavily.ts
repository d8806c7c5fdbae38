import { field } from '../../../runtime/field.ts';
import { readList } from '../read-list.ts';
import { bearer, MOST_HITS, type SearchBackend } from '../search-backend.ts';

/** Describes Tavily, which has HTTP statuses of its own for limits that are used up. */
export const tavily: SearchBackend = {
  title: 'Tavily',
  origin: 'https://api.tavily.com',
  mostQueryCharacters: 200,
  request: (query, key) => ({
    path: '/search',
    headers: bearer(key),
    body: { query, search_depth: 'basic', topic: 'general', max_results: MOST_HITS },
  }),
  read: (answer) =>
    readList(answer, 'results')?.map((page) => ({
      title: field(page, 'title'),
      url: field(page, 'url'),
      date: field(page, 'published_date'),
      snippet: field(page, 'content'),
    })),
  failures: { '432': 'money', '433': 'money' },
};
