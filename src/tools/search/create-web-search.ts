import { request, type Dispatcher } from 'undici';
import type { Clock } from '../../runtime/clock.ts';
import { readAtMost } from '../../runtime/read-at-most.ts';
import { classifyFailure } from './classify-failure.ts';
import { cleanHit, type SearchHit } from './clean-hit.ts';
import { MOST_HITS, type SearchBackend, type SearchFailure } from './search-backend.ts';
import { SEARCH_BACKENDS, searchOriginOf, type SearchPlace } from './search-backends.ts';

/** Which service searches the web, and with which key. */
interface SearchSettings extends SearchPlace {
  /** Absent for one that needs none. */
  readonly apiKey: string | undefined;
}

interface WebSearchDeps {
  readonly clock: Clock;
  /** Leads to the service, through a proxy where one is set. */
  readonly dispatcher: Dispatcher;
}

/** What came of a search. */
export type SearchOutcome =
  | { readonly is: 'found'; readonly hits: readonly SearchHit[] }
  | {
      readonly is: 'failed';
      readonly failure: SearchFailure;
      /** Of HTTP; absent where no answer came. */
      readonly status?: number;
    };

/** Searches the web at one service. */
export interface WebSearch {
  readonly backend: SearchBackend;
  /** Every failure of the service is a value. Throws the reason of the signal. */
  find(query: string, signal?: AbortSignal): Promise<SearchOutcome>;
}

const MOST_MS = 8_000;
const MOST_BYTES = 1_000_000;

/** Creates the search. It follows no redirect, because a key must not travel to another host. */
export function createWebSearch(
  settings: SearchSettings,
  { clock, dispatcher }: WebSearchDeps,
): WebSearch {
  const backend: SearchBackend = SEARCH_BACKENDS[settings.provider];
  const origin = searchOriginOf(settings);
  if (origin === undefined) throw new Error('A search without an address');

  const ask = async (query: string, signal: AbortSignal): Promise<SearchOutcome> => {
    const { path, headers, body } = backend.request(query, settings.apiKey ?? '');
    const response = await request(`${origin}${path}`, {
      ...{ dispatcher, signal, headersTimeout: 0, bodyTimeout: 0 },
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : { method: 'GET' }),
      headers: {
        'accept-encoding': 'identity',
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
    });
    // What is not read is given up, and tells so by an error.
    response.body.on('error', () => {});
    const { bytes, isWhole } = await readAtMost(response.body, MOST_BYTES);
    const { statusCode: status } = response;
    if (!isWhole) return { is: 'failed', failure: 'unusable', status };
    const answer = parseJson(bytes.toString('utf8'));
    const found = status >= 200 && status < 300 ? backend.read(answer) : undefined;
    if (found === undefined)
      return { is: 'failed', failure: classifyFailure(backend, { status, answer }), status };
    const hits = found.flatMap((hit) => cleanHit(hit) ?? []);
    return { is: 'found', hits: hits.slice(0, MOST_HITS) };
  };

  /** Asks once more when the network broke, which happens to connections that were kept open. */
  const askTwice = async (query: string, signal: AbortSignal): Promise<SearchOutcome> => {
    try {
      return await ask(query, signal);
    } catch (error) {
      if (signal.aborted || !isOfNetwork(error)) throw error;
      return ask(query, signal);
    }
  };

  return {
    backend,
    async find(query, signal) {
      signal?.throwIfAborted();
      const late = new AbortController();
      const cancel = clock.after(MOST_MS, () => late.abort());
      const ending = signal ? AbortSignal.any([signal, late.signal]) : late.signal;
      try {
        const fitting = [...query].slice(0, backend.mostQueryCharacters).join('').trim();
        return await askTwice(fitting, ending);
      } catch (error) {
        signal?.throwIfAborted();
        if (late.signal.aborted) return { is: 'failed', failure: 'timed-out' };
        if (isOfNetwork(error)) return { is: 'failed', failure: 'unreachable' };
        throw error;
      } finally {
        cancel();
      }
    },
  };
}

/** Returns undefined for what is no JSON, which is then explained by its status. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The system, TLS and the parser of HTTP give their errors a code; a bug has none. */
function isOfNetwork(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
