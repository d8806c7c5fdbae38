import type { RequestHandler, Response } from 'express';
import { STANDS_APART } from '../../http/http-server.ts';
import { requestLanguage } from '../../http/request-language.ts';
import { pageTexts } from './page-texts.ts';

/** Connections on which a process serves the console at the same time. */
export const MOST_CONSOLE_CONNECTIONS = 200;
const RETRY_AFTER_SECONDS = 5;

/**
 * Counts the connections that wait for an answer of the console apart from WeChat's, so that neither takes the other's
 * room. One too many is turned away.
 */
export function limitConnections(most = MOST_CONSOLE_CONNECTIONS): RequestHandler {
  const busy = new Set<Response>();
  return (request, response, next) => {
    if (busy.size >= most) {
      response
        .status(503)
        .set({ 'Retry-After': String(RETRY_AFTER_SECONDS), Connection: 'close' })
        .json({ code: 'full', sentence: pageTexts.full()[requestLanguage(request)] });
      return;
    }
    busy.add(response);
    response.once('close', () => busy.delete(response));
    response.emit(STANDS_APART);
    next();
  };
}
