import type { LineStart } from './line-start.ts';
import { createListLevels } from './list-levels.ts';

/** The sign of one level of quotation. */
export const QUOTE = '│ ';
const NESTED = '　';
const BULLET = '• ';
const LEAST_INDENT = 2;
const MOST_INDENT = 40;

/** Writes what stands before the text of a line: signs of quotations and lists, or indentation. */
export interface LinePrefixes {
  /** Returns the signs of a line, and counts its list item. */
  prefixOf(start: LineStart): string;
  /** Returns the indentation of a line outside of lists, which code without a fence keeps. */
  indentOf(start: LineStart, content: string): string;
  /** Ends all lists. */
  reset(): void;
}

/** Creates the prefixes of an answer, which count the items of its lists. */
export function createLinePrefixes(): LinePrefixes {
  const lists = createListLevels();
  return {
    prefixOf({ quoteDepth, marker, indent }) {
      const quote = QUOTE.repeat(quoteDepth);
      if (marker === undefined) return quote;
      const item = lists.add(indent, marker);
      const sign = /^[-*+]$/.test(marker) ? BULLET : item.marker + ' ';
      return quote + NESTED.repeat(item.depth) + sign;
    },
    indentOf({ indent }, content) {
      // A tag, or a paragraph after wide spaces, is no code.
      const isKept = lists.isEmpty() && indent >= LEAST_INDENT && !/^[<\u3000]/.test(content);
      return isKept ? ' '.repeat(Math.min(indent, MOST_INDENT)) : '';
    },
    reset: () => lists.reset(),
  };
}
