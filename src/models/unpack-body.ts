import { Readable } from 'node:stream';
import { constants, createBrotliDecompress, createInflateRaw, createUnzip } from 'node:zlib';
import { AnswererError } from '../turns/answerer-error.ts';

const GZIP = [0x1f, 0x8b];
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd];
/** The label is wrong. */
const LOOKS_LIKE_TEXT = /^(?:\xEF\xBB\xBF)?\s*(?:(?:data|event|id|retry)\s?:|:|[[{"<])/i;

/**
 * Unpacks a body that a gateway compressed although it was told not to. The first bytes tell gzip, since labels are
 * missing or wrong. Nothing is gathered, so a body that unpacks to gigabytes meets the limits of its reader.
 */
export async function* unpackBody(
  pieces: AsyncIterable<Buffer>,
  label: string | undefined,
): AsyncGenerator<Buffer, void> {
  const source = pieces[Symbol.asyncIterator]();
  let first: Buffer = Buffer.alloc(0);
  let isOver = false;
  try {
    while (mayBeMagic(first)) {
      const next = await source.next();
      if (next.done === true) {
        isOver = true;
        break;
      }
      first = first.length === 0 ? next.value : Buffer.concat([first, next.value]);
    }
    const rest = async function* () {
      if (first.length > 0) yield first;
      if (!isOver) yield* { [Symbol.asyncIterator]: () => source };
    };
    const decoder = chooseDecoder(first, label?.trim().toLowerCase());
    // Two gateways in a row may pack twice.
    if (decoder) yield* unpackBody(decode(rest(), decoder), undefined);
    else yield* rest();
  } finally {
    await source.return?.();
  }
}

/** Says whether more bytes are needed to tell. */
function mayBeMagic(bytes: Buffer): boolean {
  return [GZIP, ZSTD].some(
    (magic) => bytes.length < magic.length && bytes.every((byte, at) => byte === magic[at]),
  );
}

function chooseDecoder(first: Buffer, label: string | undefined) {
  // Without the flush a stream would arrive in one piece at its end.
  const flush = constants.Z_SYNC_FLUSH;
  if (startsWith(first, GZIP)) return createUnzip({ flush });
  if (startsWith(first, ZSTD)) throw packed('zstd');
  if (LOOKS_LIKE_TEXT.test(first.toString('latin1', 0, 16))) return undefined;
  if (label === 'deflate')
    return first[0] === 0x78 ? createUnzip({ flush }) : createInflateRaw({ flush });
  if (label === 'br') return createBrotliDecompress({ flush: constants.BROTLI_OPERATION_FLUSH });
  return undefined;
}

async function* decode(
  pieces: AsyncIterable<Buffer>,
  decoder: ReturnType<typeof createUnzip>,
): AsyncGenerator<Buffer, void> {
  const source = Readable.from(pieces);
  let broken: Error | undefined;
  source.on('error', (error) => {
    broken = error;
    decoder.destroy(error);
  });
  try {
    for await (const piece of source.pipe(decoder)) yield piece as Buffer;
  } catch (cause) {
    throw broken ?? packed('gzip, deflate or br', cause);
  } finally {
    source.destroy();
    decoder.destroy();
  }
}

export function packed(how: string, cause?: unknown): AnswererError {
  return new AnswererError(
    'provider_garbage',
    `The model's server packed its answer (${how}), and it cannot be unpacked`,
    {
      retryable: true,
      cause,
      advice: {
        en: 'Switch compression off in the gateway between Kuaihui and the model.',
        zh: '请关掉快回和模型之间网关的压缩。',
      },
    },
  );
}

function startsWith(bytes: Buffer, magic: readonly number[]): boolean {
  return magic.every((byte, at) => bytes[at] === byte);
}
