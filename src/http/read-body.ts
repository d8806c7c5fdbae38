import express, { type Request, type Response } from 'express';
import type { UnreadableReason } from '../events/domain-event.ts';
import { UnreadablePushError } from '../wechat/errors.ts';
import { BODY_LIMIT_BYTES } from '../wechat/limits.ts';

// The limit holds for the unpacked body. Only a proxy packs a body; WeChat never does.
const read = express.raw({ type: () => true, limit: BODY_LIMIT_BYTES, inflate: true });

/** Reads the body of a push, whatever its content type says. Throws UnreadablePushError. */
export function readBody(request: Request, response: Response): Promise<string> {
  return new Promise((resolve, reject) => {
    // Express would read a too large body to its end before it refuses it, and an endless one for ever.
    if (Number(request.headers['content-length'] ?? 0) > BODY_LIMIT_BYTES) {
      reject(tooLarge());
      return;
    }
    let bytes = 0;
    const count = (piece: Buffer) => {
      bytes += piece.length;
      if (bytes > BODY_LIMIT_BYTES) reject(tooLarge());
    };
    read(request, response, (error?: unknown) => {
      const body: unknown = request.body;
      if (error !== undefined) reject(unreadable(error, request.headers['content-encoding']));
      else resolve(Buffer.isBuffer(body) ? body.toString('utf8') : '');
    });
    request.on('data', count);
  });
}

/** Names the error of Express's body parser by its status. */
function unreadable(cause: unknown, encoding: string | undefined): UnreadablePushError {
  const status = cause instanceof Error && 'status' in cause ? cause.status : undefined;
  if (status === 413) return tooLarge(cause);
  const [reason, message]: readonly [UnreadableReason, string] =
    encoding !== undefined && encoding !== 'identity'
      ? [
          'body encoding unknown',
          `The body is packed (Content-Encoding: ${encoding.slice(0, 32)}) and cannot be unpacked. WeChat packs nothing: a proxy did, and it has to stop.`,
        ]
      : ['body cut off', 'The connection ended before the whole body was here.'];
  return new UnreadablePushError(reason, message, { cause });
}

function tooLarge(cause?: unknown): UnreadablePushError {
  const message = 'The body is larger than any that WeChat sends.';
  return new UnreadablePushError('body too large', message, { cause });
}
