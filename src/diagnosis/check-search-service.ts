import type { AccountConfig } from '../config/config.ts';
import { createDispatcher } from '../models/model-fetch.ts';
import type { Clock } from '../runtime/clock.ts';
import { createWebSearch } from '../tools/search/create-web-search.ts';
import type { SearchFailure } from '../tools/search/search-backend.ts';
import { searchFailureTexts } from '../tools/search/search-failure-texts.ts';
import type { Finding } from './finding.ts';
import { searchServiceTexts as texts } from './search-service-texts.ts';

/** As short a query as there is, of which every service knows pages. */
const QUERY = '微信';
/** What may be over in a minute proves nothing about the settings. */
const PASSING: ReadonlySet<SearchFailure> = new Set(['throttled', 'down', 'timed-out']);

/**
 * Searches the web once, which proves key, address and credit and costs what one search costs. Nothing is looked at
 * where no service is set, or where models may not search.
 */
export async function checkSearchService(
  { tools }: Pick<AccountConfig, 'tools'>,
  { clock }: { readonly clock: Clock },
): Promise<readonly Finding[]> {
  const { search: settings, names } = tools;
  if (settings === undefined || !names.includes('web_search')) return [];
  const dispatcher = createDispatcher(settings.proxy);
  const search = createWebSearch(settings, { clock, dispatcher });
  const { title } = search.backend;
  const startedAt = clock.now();
  try {
    const outcome = await search.find(QUERY);
    const basics = { name: 'web-search', tookMs: clock.now() - startedAt } as const;
    if (outcome.is === 'found')
      return [
        outcome.hits.length > 0
          ? { ...basics, state: 'ok', sentence: texts.finds(title) }
          : { ...basics, state: 'warning', sentence: texts.findsNothing(title) },
      ];
    const { failure } = outcome;
    return [
      {
        ...{ ...basics, state: PASSING.has(failure) ? 'warning' : 'fault' },
        sentence: searchFailureTexts.failed(title, failure),
        remedy: searchFailureTexts.remedy(failure),
      },
    ];
  } finally {
    await dispatcher.destroy();
  }
}
