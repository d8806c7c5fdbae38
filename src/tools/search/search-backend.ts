/** A service that searches the web: how it is asked, and how its answer is read. */
export interface SearchBackend {
  /** What people call it. */
  readonly title: string;
  /** Scheme and host; absent for one that everybody runs for themselves. */
  readonly origin: string | undefined;
  readonly mostQueryCharacters: number;
  request(query: string, key: string): SearchRequest;
  /** Returns what was found, also nothing; undefined for an answer that is no list, such as an error. */
  read(answer: unknown): readonly RawHit[] | undefined;
  /** What this service means by its error codes and by an HTTP status, where that is not the usual. */
  readonly failures: Readonly<Record<string, SearchFailure>>;
}

/** What is sent to the service. */
interface SearchRequest {
  /** With the query where there is no body. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON by POST; absent for GET. */
  readonly body?: Readonly<Record<string, unknown>>;
}

/** A page as the service describes it. Nothing of it is checked. */
export interface RawHit {
  readonly title: unknown;
  readonly url: unknown;
  readonly site?: unknown;
  readonly date?: unknown;
  readonly snippet: unknown;
}

/** Why nothing can be found now. */
export type SearchFailure =
  /** The key is wrong, missing, or not for this. */
  | 'key'
  /** The account has no money, or no free calls, left. */
  | 'money'
  | 'throttled'
  /** A searxng that answers with pages for people only. */
  | 'json-off'
  /** The server knows no search at this address. */
  | 'address'
  /** The service does not search for these words. */
  | 'query'
  /** The service has trouble of its own. */
  | 'down'
  /** The answer is too large, or none that can be read. */
  | 'unusable'
  | 'unreachable'
  | 'timed-out';

/** So many results a model is given. */
export const MOST_HITS = 8;
/** So much of a page is told. */
export const MOST_SNIPPET_CHARACTERS = 500;

/** Makes the header of most services. */
export function bearer(key: string): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${key}` };
}
