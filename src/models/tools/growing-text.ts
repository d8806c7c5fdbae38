import { createTextJoiner, type TextJoiner } from '../join-text.ts';

/** One text of a message, put together from its pieces. */
export interface GrowingText {
  push(piece: Parameters<TextJoiner['push']>[0]): void;
  /** Ends the text and returns it. */
  end(): string;
}

/** A longer text is cut: it is stored with the round. In UTF-16 units. */
const LONGEST = 256 * 1024;

export function createGrowingText(): GrowingText {
  const joiner = createTextJoiner();
  let text = '';
  return {
    push(piece) {
      if (text.length < LONGEST) text += joiner.push(piece);
    },
    end: () => (text + joiner.end()).slice(0, LONGEST).toWellFormed(),
  };
}
