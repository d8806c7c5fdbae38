import type { UnreadableBecause } from '../../answering/page-reader.ts';
import type { FetchedPage } from '../../runtime/guarded-fetch.ts';

/** Reads what a page says, in bounds of time and memory. It belongs to the documents, which read pages too. */
export type PageToText = (page: FetchedPage) => Promise<TextOfPage>;

/** What a page says, or why it says nothing. */
type TextOfPage =
  | { readonly is: 'text'; readonly title: string; readonly text: string }
  | { readonly is: 'unreadable'; readonly because: UnreadableBecause };
