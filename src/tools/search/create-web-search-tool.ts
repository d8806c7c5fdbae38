import type { Logger } from 'pino';
import type { Tool } from '../../answering/tool.ts';
import type { Clock } from '../../runtime/clock.ts';
import { createExpiringSet } from '../../runtime/expiring-set.ts';
import { toPlainLine } from './clean-hit.ts';
import type { WebSearch } from './create-web-search.ts';
import { createSearchCache } from './search-cache.ts';
import { searchFailureTexts } from './search-failure-texts.ts';
import { createSearchNews } from './tell-search-state.ts';
import { writeHits } from './write-hits.ts';

const MOST_OF_A_TURN = 3;
/** No turn lasts longer. */
const TURN_MS = 60 * 60_000;

/** Creates the tool that searches the web for the models of one account. */
export function createWebSearchTool({
  search,
  clock,
  log,
}: {
  readonly search: WebSearch;
  readonly clock: Clock;
  readonly log: Logger;
}): Tool {
  const { title, mostQueryCharacters } = search.backend;
  const cache = createSearchCache(clock);
  const news = createSearchNews(title, log);
  const taken = createExpiringSet(TURN_MS, clock);

  /** Counts in this process: a turn that another one takes over may search as often again. */
  const takeSearch = (turnId: string): boolean => {
    for (let number = 1; number <= MOST_OF_A_TURN; number += 1) {
      const place = `${turnId} ${number}`;
      if (taken.has(place)) continue;
      taken.add(place);
      return true;
    }
    return false;
  };

  return {
    name: 'web_search',
    description:
      'Searches the web, for news and for facts that may have changed or that you do not know. Returns pages with title, address, date and an excerpt.',
    parameters: {
      type: 'object',
      properties: {
        query: {
          type: 'string',
          description: `What to search for, in a few words of the language in which pages about it are written; at most ${mostQueryCharacters} characters.`,
        },
      },
      required: ['query'],
    },
    async run({ query }, { turn, signal }) {
      const words = toPlainLine(query, Infinity);
      if (words === '') return 'The query is missing. Call the tool with {"query": "..."}.';
      const known = cache.get(words);
      if (known !== undefined) return writeHits(known);
      if (!takeSearch(turn.turnId))
        return `An answer may search ${MOST_OF_A_TURN} times. Answer with what was found.`;
      const outcome = await search.find(words, signal);
      news(outcome);
      if (outcome.is === 'failed') {
        const said = searchFailureTexts.failed('The search service', outcome.failure).en;
        return `${said}. Answer without it, say that it could not be looked up now, and do not guess.`;
      }
      cache.put(words, outcome.hits);
      return writeHits(outcome.hits);
    },
  };
}
