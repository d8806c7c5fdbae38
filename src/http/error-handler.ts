import type { ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import { RefusedPushError } from '../wechat/errors.ts';

/** The one place where an error becomes a status and a log line. Nobody outside reads more than a short reason. */
export function createErrorHandler(log: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    // Who is refused has no reason to come back on this connection, nor to send what is left of the body.
    response.set('Connection', 'close').type('text/plain; charset=utf-8');
    if (error instanceof RefusedPushError) {
      log.warn({ reason: error.reason }, `Refused a request: ${error.message}`);
      response.status(error.status).send(error.reason);
      return;
    }
    const status = clientErrorStatus(error);
    if (status !== undefined) {
      log.warn({ status }, 'Refused a request: its body could not be read');
      response.status(status).send(status === 413 ? 'body too large' : 'bad request');
      return;
    }
    log.error({ err: error }, 'A request failed');
    response.status(500).send('internal error');
  };
}

/** Express's body parser throws errors with the status that fits. */
function clientErrorStatus(error: unknown): number | undefined {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : NaN;
  return status >= 400 && status < 500 ? status : undefined;
}
