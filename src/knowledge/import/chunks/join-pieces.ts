import { MOST_PASSAGE_BYTES } from '../../../answering/retriever.ts';
import { bytesOf, type Piece } from './piece.ts';

/** Puts neighbours together as long as they fit into a passage. */
export function joinPieces(pieces: Iterable<Piece>): string[] {
  const passages: string[] = [];
  let parts: string[] = [];
  let bytes = 0;
  let suffix = '';

  const begin = (piece: Piece) => {
    const text = piece.glue === '' ? piece.text.trimStart() : piece.text;
    const isPrefixed = bytesOf(piece.prefix + text + piece.suffix) <= MOST_PASSAGE_BYTES;
    parts = isPrefixed ? [piece.prefix, text] : [text];
    bytes = bytesOf(parts.join(''));
  };
  const end = () => {
    const passage = [...parts, suffix].join('').trimEnd();
    if (passage.trim() !== '') passages.push(passage);
    parts = [];
    bytes = 0;
  };
  for (const piece of pieces) {
    const added = bytesOf(piece.glue + piece.text);
    const isFirst = parts.length === 0;
    if (!isFirst && bytes + added + bytesOf(piece.suffix) <= MOST_PASSAGE_BYTES) {
      parts.push(piece.glue, piece.text);
      bytes += added;
    } else {
      if (!isFirst) end();
      if (piece.text.trim() === '') continue;
      begin(piece);
    }
    ({ suffix } = piece);
  }
  if (parts.length > 0) end();
  return passages;
}
