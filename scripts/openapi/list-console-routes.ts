import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { parseConfig } from '../../src/config/parse-config.ts';
import type { Route } from '../../src/console/api/route.ts';
import { createEventBus } from '../../src/events/event-bus.ts';
import { createRuntime } from '../../src/server/create-runtime.ts';
import { startServer } from '../../src/server/start-server.ts';

/** Returns the routes of the console as a server serves them. */
export async function listConsoleRoutes(): Promise<readonly Route[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-routes-'));
  try {
    const environment = { HOST: '127.0.0.1', PORT: '0', DATA_DIR: folder, SHUTDOWN_SECONDS: '1' };
    const log = pino({ level: 'silent' });
    const server = await startServer(parseConfig(environment), {
      ...{ runtime: createRuntime(log), events: createEventBus(log), environment },
      token: 'token-of-no-account',
    });
    await server.stop();
    return server.console?.routes ?? [];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
