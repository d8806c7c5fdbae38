import { field } from '../../../runtime/field.ts';
import { readList } from '../read-list.ts';
import type { SearchBackend } from '../search-backend.ts';

/** Describes a searxng of the deployer's own. Its answers are long, and only the first results are read. */
export const searxng: SearchBackend = {
  title: 'SearXNG',
  origin: undefined,
  mostQueryCharacters: 200,
  request(query) {
    const asked = new URLSearchParams({ q: query, format: 'json', categories: 'general' });
    return { path: `/search?${asked.toString()}`, headers: { accept: 'application/json' } };
  },
  read: (answer) =>
    readList(answer, 'results')?.map((page) => ({
      title: field(page, 'title'),
      url: field(page, 'url'),
      date: field(page, 'publishedDate'),
      snippet: field(page, 'content'),
    })),
  failures: { '403': 'json-off' },
};
