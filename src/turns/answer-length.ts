/** Longer than any answer that a follower reads in a chat; it bounds a model that cannot stop. In UTF-16 units. */
export const LONGEST_ANSWER = 30_000;
/** What a model may write for one answer, with thinking and blanks that no follower sees. */
export const MOST_WRITTEN = 1_000_000;

const PIECE = 4096;

/** The text in pieces that are short enough to be rendered one after the other, with a look at the length between. */
export function* inPieces(text: string): Generator<string, void> {
  for (let at = 0; at < text.length;) {
    const piece = fitInto(PIECE, text.slice(at, at + PIECE + 1));
    yield piece;
    at += piece.length;
  }
}

/** As much of a text as there is room for, without half a character at its end. */
export function fitInto(room: number, text: string): string {
  if (text.length <= room) return text;
  const cut = text.slice(0, Math.max(0, room));
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}
