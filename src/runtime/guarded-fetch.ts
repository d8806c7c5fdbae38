/**
 * Reads an address of the web that a stranger may have chosen: a follower, a model, a page or a document. It reaches no
 * machine but those of the internet, whatever the address says. Every outcome but a bug is a value.
 */
export type GuardedFetch = (address: string, options?: FetchOptions) => Promise<FetchResult>;

/** How a page is fetched. */
export interface FetchOptions {
  /** Ends the request; the result is `timed-out`. */
  readonly signal?: AbortSignal;
}

/** What came of a request. */
export type FetchResult = { readonly is: 'fetched'; readonly page: FetchedPage } | FetchFailure;

/** A body that was read to its end. */
export interface FetchedPage {
  /** Where the redirects ended. */
  readonly address: string;
  readonly content: PageContent;
}

/** What a page holds: text, whatever its encoding was, or the bytes of a PDF. */
export type PageContent =
  | { readonly kind: 'html' | 'xml' | 'text'; readonly text: string }
  | { readonly kind: 'pdf'; readonly bytes: Uint8Array };

/** Why there is no page. */
export type FetchFailure =
  | { readonly is: 'refused'; readonly reason: RefusalReason }
  | { readonly is: 'too-large' }
  | { readonly is: 'timed-out' }
  | { readonly is: 'too-many-redirects' }
  /** Neither text nor a PDF, or packed in a way that nothing here unpacks. */
  | { readonly is: 'wrong-kind' }
  | { readonly is: 'status'; readonly status: number }
  /** The name is unknown, or the server cannot be reached or breaks off. */
  | { readonly is: 'unreachable' };

/** Why an address is not asked at all. */
export type RefusalReason =
  | 'no-address'
  /** Neither http: nor https:. */
  | 'protocol'
  /** A user name or a password stands in it. */
  | 'credentials'
  /** Neither 80 nor 443. */
  | 'port'
  /** It leads to this machine, to a network of its owner or its cloud, or to no website at all. */
  | 'not-public';
