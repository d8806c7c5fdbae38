import express, { type Request, type Response } from 'express';
import { UnreadablePushError, type UnreadableReason } from '../wechat/errors.ts';
import { BODY_LIMIT_BYTES } from '../wechat/limits.ts';

// The limit holds for the unpacked body; a packed one comes from a proxy, never from WeChat.
const read = express.raw({ type: () => true, limit: BODY_LIMIT_BYTES, inflate: true });

/** Reads the body of a push, whatever its content type says. Throws UnreadablePushError. */
export function readBody(request: Request, response: Response): Promise<string> {
  return new Promise((resolve, reject) => {
    read(request, response, (error?: unknown) => {
      const body: unknown = request.body;
      if (error !== undefined) reject(unreadable(error, request.headers['content-encoding']));
      else resolve(Buffer.isBuffer(body) ? body.toString('utf8') : '');
    });
  });
}

/** Names the error of Express's body parser by its status. */
function unreadable(cause: unknown, encoding: string | undefined): UnreadablePushError {
  const status = cause instanceof Error && 'status' in cause ? cause.status : undefined;
  const [reason, message]: readonly [UnreadableReason, string] =
    status === 413
      ? ['body too large', 'The body is larger than any that WeChat sends.']
      : encoding !== undefined && encoding !== 'identity'
        ? [
            'body encoding unknown',
            `The body is packed (Content-Encoding: ${encoding.slice(0, 32)}) and cannot be unpacked. WeChat packs nothing: a proxy did, and it has to stop.`,
          ]
        : ['body cut off', 'The connection ended before the whole body was here.'];
  return new UnreadablePushError(reason, message, { cause });
}
