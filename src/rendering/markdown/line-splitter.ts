/** A piece of one line, or the break that ends the line. */
type LinePart = { readonly text: string } | 'line break';

/** Splits a text that comes in pieces at its line breaks of any kind. */
export interface LineSplitter {
  /** Returns the parts of the next piece; none of them is empty. */
  split(this: void, piece: string): readonly LinePart[];
}

/** Creates a splitter that counts a carriage return and line feed as one break, even across pieces. */
export function createLineSplitter(): LineSplitter {
  let afterCarriageReturn = false;
  return {
    split(piece) {
      const parts: LinePart[] = [];
      for (const [index, part] of piece.split(/(\r\n?|\n)/).entries()) {
        if (index % 2 === 0) {
          if (part === '') continue;
          afterCarriageReturn = false;
          parts.push({ text: part });
        } else {
          const isSecondHalf = part === '\n' && afterCarriageReturn;
          afterCarriageReturn = part === '\r';
          if (!isSecondHalf) parts.push('line break');
        }
      }
      return parts;
    },
  };
}
