import { cutBlocks } from './chunks/cut-blocks.ts';
import { joinPieces } from './chunks/join-pieces.ts';
import { readSections } from './chunks/read-sections.ts';

/** A piece of a document that can be read on its own. */
export interface Chunk {
  /** The headings above it, outermost first, without the document's title; '' at the top. */
  readonly heading: string;
  /** Markdown, at most MOST_PASSAGE_BYTES of UTF-8. */
  readonly body: string;
  /** Other wordings of the question that it answers, as its author wrote them into a comment. */
  readonly wordings: readonly string[];
}

/**
 * Cuts a document at its headings, and where that is not enough at paragraphs, rows, items, lines and sentences. What is
 * needed to understand a passage that was cut off stands at its beginning: a table's header, a list's lead.
 */
export function chunkDocument(
  text: string,
  { name, isMarkdown }: { name: string; isMarkdown: boolean },
): { title: string; passages: Chunk[] } {
  const { title, sections } = readSections(text, isMarkdown);
  const passages = sections.flatMap(({ heading, blocks, wordings }) =>
    joinPieces(cutBlocks(blocks, isMarkdown)).map((body, n): Chunk => {
      // Wordings ask for the beginning of a section that is cut.
      return { heading, body, wordings: n === 0 ? wordings : [] };
    }),
  );
  return { title: title || name, passages };
}
