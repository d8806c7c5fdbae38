import type { Embedder } from '../../answering/embedder.ts';
import { AnswererError } from '../../turns/answerer-error.ts';
import type { StoredPassage } from '../bases/document-record.ts';
import { textForEmbedding } from './text-for-embedding.ts';

/**
 * Returns the vectors of passages. One that a vendor's filter refuses is embedded by its title, so that a single passage
 * does not keep a base without vectors. Throws an AnswererError.
 */
export async function embedPassages(
  title: string,
  passages: readonly StoredPassage[],
  { embedder, signal }: { readonly embedder: Embedder; readonly signal: AbortSignal },
): Promise<readonly Float32Array[]> {
  const texts = passages.map((passage) => textForEmbedding(title, passage));
  try {
    return await embedder.embed(texts, signal);
  } catch (error) {
    if (!isOfText(error)) throw error;
  }
  const vectors: Float32Array[] = [];
  for (const text of texts) vectors.push(await embedOne([text, title, ''], embedder, signal));
  return vectors;
}

/** Embeds the first of some texts that is not refused. */
async function embedOne(
  [text = '', ...others]: readonly string[],
  embedder: Embedder,
  signal: AbortSignal,
): Promise<Float32Array> {
  try {
    const [vector] = await embedder.embed([text], signal);
    if (vector) return vector;
    throw new AnswererError('provider_garbage', `${embedder.id} made no vector`, {
      retryable: true,
    });
  } catch (error) {
    if (!isOfText(error) || others.length === 0) throw error;
    return embedOne(others, embedder, signal);
  }
}

function isOfText(error: unknown): boolean {
  if (!(error instanceof AnswererError)) return false;
  return error.failure === 'content-refused' || error.failure === 'too-long';
}
