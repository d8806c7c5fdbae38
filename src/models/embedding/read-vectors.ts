import { field } from '../../runtime/field.ts';
import { AnswererError } from '../../turns/answerer-error.ts';

/** No model has more; an answer that has is no answer of a model. */
const MOST_DIMENSIONS = 16_384;

/**
 * Reads the vectors of an answer in the order of the texts, each of length 1. Throws an AnswererError when their number,
 * dimensions or values cannot be right, because a wrong vector would be found for wrong questions for ever.
 */
export function readVectors(json: unknown, count: number, host: string): readonly Float32Array[] {
  const data = field(json, 'data') ?? field(field(json, 'output'), 'embeddings');
  if (!Array.isArray(data)) throw garbage(`${host} sent no vectors`);
  if (data.length !== count)
    throw garbage(`${host} sent ${data.length} vectors for ${count} texts`);
  const vectors: (Float32Array | undefined)[] = Array.from({ length: count });
  for (const [at, entry] of (data as unknown[]).entries()) {
    const place = field(entry, 'index') ?? field(entry, 'text_index') ?? at;
    if (typeof place !== 'number' || !(place in vectors) || vectors[place])
      throw garbage(`${host} numbered the vectors wrongly`);
    vectors[place] = readVector(field(entry, 'embedding'), host);
  }
  const whole = vectors.filter((vector) => vector !== undefined);
  requireOneDimension(whole, host);
  return whole;
}

/** Throws an AnswererError for vectors that cannot be compared. */
export function requireOneDimension(vectors: readonly Float32Array[], host: string): void {
  const dimensions = vectors[0]?.length;
  if (vectors.some(({ length }) => length !== dimensions))
    throw garbage(`${host} sent vectors of different dimensions`);
}

function readVector(value: unknown, host: string): Float32Array {
  const numbers = typeof value === 'string' ? decode(value) : value;
  const isList = Array.isArray(numbers) || numbers instanceof Float32Array;
  if (!isList || numbers.length === 0 || numbers.length > MOST_DIMENSIONS)
    throw garbage(`${host} sent something that is no vector`);
  let squares = 0;
  for (const number of numbers as Iterable<unknown>) {
    if (typeof number !== 'number') throw garbage(`${host} sent something that is no vector`);
    squares += number * number;
  }
  if (!(squares > 0 && Number.isFinite(squares)))
    throw garbage(`${host} sent a vector of zeros, which means nothing`);
  const length = Math.sqrt(squares);
  return Float32Array.from(numbers as Iterable<number>, (number) => number / length);
}

/** Some servers send base64 although it was not asked for. */
function decode(base64: string): Float32Array | undefined {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length === 0 || bytes.length % 4 !== 0) return undefined;
  return Float32Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readFloatLE(at * 4));
}

function garbage(message: string): AnswererError {
  return new AnswererError('provider_garbage', message, {
    retryable: true,
    advice: {
      en: 'If it goes on, compare EMBEDDING_MODEL: it has to be a model for embeddings.',
      zh: '如果一直这样，请核对 EMBEDDING_MODEL：要填向量（embedding）模型。',
    },
  });
}
