import type { Sentence } from '../../runtime/sentence.ts';
import type { StoredPassage } from '../bases/document-record.ts';

/** What a file says, before it is cut. */
export type ParsedDocument = {
  /** Absent when the text or the file's name has it. */
  readonly title?: string | undefined;
  readonly address?: string | undefined;
  /** What of the file cannot be searched. */
  readonly problems?: readonly Sentence[];
} & (
  | { readonly is: 'text'; readonly text: string; readonly isMarkdown: boolean }
  | { readonly is: 'faq'; readonly entries: readonly StoredPassage[] }
);
