import type { StoredPassage } from '../bases/document-record.ts';

/** The longest part of a passage that is embedded, in characters; the embedder cuts to the vendor's tokens. */
const MOST_CHARACTERS = 4_000;

/** Returns what of a passage is turned into its vector. */
export function textForEmbedding(title: string, { heading, body }: StoredPassage): string {
  return [title, heading, body]
    .filter((part) => part.trim() !== '')
    .join('\n')
    .slice(0, MOST_CHARACTERS);
}
