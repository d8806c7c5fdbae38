import { field } from '../../../runtime/field.ts';
import { readList } from '../read-list.ts';
import { MOST_HITS, type SearchBackend } from '../search-backend.ts';

/** Describes Brave, which answers a wrong key with 422. */
export const brave: SearchBackend = {
  title: 'Brave',
  origin: 'https://api.search.brave.com',
  mostQueryCharacters: 200,
  request(query, key) {
    const asked = new URLSearchParams({
      q: query,
      count: String(MOST_HITS),
      // No markup around the words that match.
      text_decorations: 'false',
    });
    return {
      path: `/res/v1/web/search?${asked.toString()}`,
      headers: { accept: 'application/json', 'x-subscription-token': key },
    };
  },
  read(answer) {
    const found = readList(answer, 'web', 'results');
    if (found === undefined && field(answer, 'type') === 'search') return [];
    return found?.map((page) => ({
      title: field(page, 'title'),
      url: field(page, 'url'),
      site: field(field(page, 'profile'), 'name'),
      date: field(page, 'page_age') ?? field(page, 'age'),
      snippet: field(page, 'description'),
    }));
  },
  failures: {
    ...{ SUBSCRIPTION_TOKEN_INVALID: 'key', SUBSCRIPTION_TOKEN_MISSING: 'key' },
    ...{ SUBSCRIPTION_NOT_FOUND: 'key', OPTION_NOT_IN_PLAN: 'key', RESOURCE_NOT_ALLOWED: 'key' },
    ...{ RATE_LIMITED: 'throttled', QUOTA_LIMITED: 'money', USAGE_LIMIT_EXCEEDED: 'money' },
  },
};
