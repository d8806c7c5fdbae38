import { field } from '../../../runtime/field.ts';
import { readList } from '../read-list.ts';
import { MOST_HITS, MOST_SNIPPET_CHARACTERS, type SearchBackend } from '../search-backend.ts';

/** Describes Exa, which names its errors in `tag`. */
export const exa: SearchBackend = {
  title: 'Exa',
  origin: 'https://api.exa.ai',
  mostQueryCharacters: 200,
  request: (query, key) => ({
    path: '/search',
    headers: { 'x-api-key': key },
    body: {
      query,
      type: 'auto',
      numResults: MOST_HITS,
      contents: { text: { maxCharacters: MOST_SNIPPET_CHARACTERS } },
    },
  }),
  read: (answer) =>
    readList(answer, 'results')?.map((page) => ({
      title: field(page, 'title'),
      url: field(page, 'url'),
      date: field(page, 'publishedDate'),
      snippet: field(page, 'text'),
    })),
  failures: {
    ...{ INVALID_API_KEY: 'key', FEATURE_DISABLED: 'key' },
    ...{ NO_MORE_CREDITS: 'money', API_KEY_BUDGET_EXCEEDED: 'money' },
  },
};
