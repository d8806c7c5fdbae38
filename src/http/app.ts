import express, { type Express, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { AccountDirectory } from '../accounts/account-directory.ts';
import type { Clock } from '../runtime/clock.ts';
import { WEBHOOK_PATHS } from './account-route.ts';
import { createCallReport } from './call-report.ts';
import { createErrorHandler } from './error-handler.ts';
import { createHandshake } from './handshake.ts';
import { createHealth, type Readiness } from './health.ts';
import { createNotFound } from './not-found.ts';
import { createVerificationFile, VERIFICATION_FILES } from './verification-file.ts';
import { createWebhook } from './webhook.ts';
import type { Emitter } from '../events/event-bus.ts';

export interface AppDeps {
  readonly accounts: AccountDirectory;
  /** The simulator's page, if it is switched on. */
  readonly simulator?: RequestHandler | undefined;
  /** The console below /console, if it is served on this port. */
  readonly console?: RequestHandler | undefined;
  /** GET /. */
  readonly frontDoor?: RequestHandler | undefined;
  /** The folder for the files by which WeChat verifies a domain. */
  readonly verificationFolder?: string | undefined;
  readonly readiness: Readiness;
  /** GET /metrics, if it is served. */
  readonly metrics?: RequestHandler | undefined;
  readonly events: Emitter;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Creates the app of all routes. A test passes other parts and never patches a module. */
export function createApp(deps: AppDeps): Express {
  const { accounts, simulator, frontDoor, verificationFolder, readiness } = deps;
  const { metrics, events, clock, log } = deps;
  const app = createBareApp();
  app.use(createCallReport({ accounts, events, clock }));
  app
    .route(WEBHOOK_PATHS)
    .get(createHandshake(accounts, { clock, log }))
    .post(createWebhook(accounts, { clock, log, events }));
  if (verificationFolder) app.get(VERIFICATION_FILES, createVerificationFile(verificationFolder));
  app.use(createHealth(readiness));
  if (frontDoor) app.get('/', frontDoor);
  if (metrics) app.get('/metrics', metrics);
  if (simulator) app.use('/simulator', simulator);
  if (deps.console) app.use('/console', deps.console);
  return app.use(createNotFound({ accounts, log, clock }), createErrorHandler({ log, clock }));
}

/** Creates the app of a port that serves the console and nothing else. */
export function createConsoleApp({
  console,
  frontDoor,
  clock,
  log,
}: Pick<AppDeps, 'clock' | 'log'> & {
  readonly console: RequestHandler;
  readonly frontDoor: RequestHandler;
}): Express {
  const app = createBareApp();
  app.get('/', frontDoor).use('/console', console);
  app.use((_request, response) => void response.sendStatus(404));
  return app.use(createErrorHandler({ log, clock }));
}

function createBareApp(): Express {
  const app = express().disable('x-powered-by').disable('etag');
  return app.use((_request, response, next) => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    next();
  });
}
