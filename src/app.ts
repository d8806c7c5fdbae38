import express, { type Express, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Account } from './account.ts';
import type { Clock } from './clock.ts';
import { createErrorHandler } from './http/error-handler.ts';
import { createHandshake } from './http/handshake.ts';
import { createHealth, type Readiness } from './http/health.ts';
import { createWebhook, readRawBody } from './http/webhook.ts';

export interface AppParts {
  /** Accounts by the path of their webhook. */
  readonly accounts: ReadonlyMap<string, Account>;
  /** The simulator's page, where it is switched on. */
  readonly simulator?: RequestHandler | undefined;
  readonly readiness: Readiness;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Wires the parts together. A test passes other parts; it never patches a module. */
export function createApp({ accounts, simulator, readiness, clock, log }: AppParts): Express {
  const app = express().disable('x-powered-by').disable('etag').use(createHealth(readiness));
  for (const [path, account] of accounts)
    app
      .route(path)
      .get(createHandshake({ codec: account.codec, log }))
      .post(readRawBody(), createWebhook(account, { clock, log }));
  if (simulator) app.use('/simulator', simulator);
  return app.use(createErrorHandler(log));
}
