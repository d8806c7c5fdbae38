/** Text that stands in one passage. Pieces are put together while they fit. */
export interface Piece {
  readonly text: string;
  /** Stands between this piece and the one before it in the same passage; '' where a sentence goes on. */
  readonly glue: '\n\n' | '\n' | '';
  /** Stands before the piece where it begins a passage: a table's header, a list's lead, the opening of a code block. */
  readonly prefix: string;
  /** Stands after the piece where it ends a passage: the closing of a code block. */
  readonly suffix: string;
}

/** Makes a piece that needs nothing around it. */
export function toPiece(text: string, glue: Piece['glue'], around: Partial<Piece> = {}): Piece {
  return { prefix: '', suffix: '', ...around, text, glue };
}

export function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}
