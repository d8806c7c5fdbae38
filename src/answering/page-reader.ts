import type { FetchFailure } from '../runtime/guarded-fetch.ts';
import type { TurnName } from '../turns/turn.ts';

/** Reads a page that a follower or a model names, in bounds of its own for each turn and each follower. */
export interface PageReader {
  /** A page that was read a short while ago comes from a cache. */
  read(address: string, about: PageRequest): Promise<PageReading>;
}

/** For whom a page is read. */
export interface PageRequest {
  readonly turn: TurnName;
  readonly signal: AbortSignal;
}

/** What came of it. Nothing but a bug throws. */
export type PageReading =
  | { readonly is: 'page'; readonly page: PageText }
  /** A page that says why it shows no text: of an article in WeChat, or one that only a browser can show. */
  | { readonly is: 'unreadable'; readonly because: UnreadableBecause }
  | FetchFailure
  /** The pages that a turn or a follower may have read are used up. */
  | { readonly is: 'too-many' };

/** Why a page shows no text. */
export type UnreadableBecause =
  | 'verification'
  | 'deleted'
  | 'violating'
  | 'paid'
  | 'video'
  | 'pictures'
  /** The page holds no article. */
  | 'unavailable'
  /** No text was found, or the page is broken or too large to be read. */
  | 'no-text';

/** What a page says. It is a stranger's text. */
export interface PageText {
  /** Where the redirects ended. */
  readonly address: string;
  /** Empty where it has none. */
  readonly title: string;
  /** Paragraphs as plain text with links in Markdown, cut to a length that a model can read. */
  readonly text: string;
  readonly isCut: boolean;
}
