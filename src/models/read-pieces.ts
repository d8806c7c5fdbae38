import type { EventParser } from './parse-events.ts';
import type { ModelResponse } from './model-fetch.ts';

interface PieceReader<Brought> {
  readonly parser: EventParser;
  /** Returns what came since the last call, and forgets it. */
  readonly take: () => Brought;
  /** Looks at what is left when the body has ended. */
  readonly onEnd: () => void;
}

/**
 * Reads a response piece by piece. What came before a broken event is given before its error is thrown, because it is still
 * an answer.
 */
export async function* readPieces<Brought>(
  response: ModelResponse,
  { parser, take, onEnd }: PieceReader<Brought>,
): AsyncGenerator<Brought, void> {
  const look = function* (read: () => void): Generator<Brought, void> {
    let broken: { readonly error: unknown } | undefined;
    try {
      read();
    } catch (error) {
      broken = { error };
    }
    yield take();
    if (broken) throw broken.error;
  };
  const decoder = new TextDecoder();
  for await (const piece of response.pieces())
    yield* look(() => parser.push(decoder.decode(piece, { stream: true })));
  yield* look(() => {
    parser.push(decoder.decode());
    parser.end();
    onEnd();
  });
}
