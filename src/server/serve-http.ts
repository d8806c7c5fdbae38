import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Config } from '../config/config.ts';
import { MOST_CONSOLE_CONNECTIONS } from '../console/page/limit-connections.ts';
import { fitConnections, readOpenFileLimit } from '../http/fit-connections.ts';
import { createHttpServer, usualLimits } from '../http/http-server.ts';
import type { Runtime } from '../runtime/runtime.ts';

/** The listening server, and the two steps of its stop. */
export interface HttpService {
  readonly port: number;
  /** Accepts nothing more; resolves when the last connection is closed. */
  stopAccepting(): Promise<void>;
  /** Closes the connections that are still open. */
  closeConnections(): void;
}

/** Connections that wait to be accepted: many followers ask at the same time when an account sends an article to all followers. */
const BACKLOG = 4096;

/** Connections that have not asked for anything yet, beside those that the console may have. */
const SILENT_ON_CONSOLE_PORT = 100;

/** Listens for WeChat and for browsers, with as many connections as the machine allows. */
export async function serveHttp(
  app: RequestListener,
  config: Pick<Config, 'host' | 'port' | 'maxConnections' | 'answersAtOnce' | 'console'>,
  deps: Pick<Runtime, 'clock' | 'log'>,
): Promise<HttpService> {
  const connections = fitConnections({
    wanted: config.maxConnections,
    answersAtOnce: config.answersAtOnce,
    ofConsole: config.console.isOn ? MOST_CONSOLE_CONNECTIONS : 0,
    openFiles: readOpenFileLimit(),
  });
  if (connections.note !== undefined) {
    const { en, zh } = connections.note;
    deps.log[connections.level]({ code: 'few_open_files', zh }, en);
  }
  return serve(app, { ...config, most: connections.most }, deps);
}

/** Listens for the console on a port of its own. */
export function serveConsole(
  app: RequestListener,
  place: Pick<Config, 'host'> & { readonly port: number },
  deps: Pick<Runtime, 'clock' | 'log'>,
): Promise<HttpService> {
  return serve(app, { ...place, most: SILENT_ON_CONSOLE_PORT }, deps);
}

async function serve(
  app: RequestListener,
  { most, ...place }: Pick<Config, 'host' | 'port'> & { readonly most: number },
  deps: Pick<Runtime, 'clock' | 'log'>,
): Promise<HttpService> {
  const server = createHttpServer(app, { ...usualLimits, most }, deps);
  await listen(server, place);

  let isStopping = false;
  // Connections that are kept alive would hold up a stop. A listener of its own, ahead of Express, which may answer immediately.
  server.prependListener('request', (_request, response) => {
    if (isStopping) response.setHeader('Connection', 'close');
    else
      response.once('close', () => {
        if (isStopping) setImmediate(() => server.closeIdleConnections());
      });
  });

  return {
    port: (server.address() as AddressInfo).port,
    stopAccepting() {
      isStopping = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      return closed;
    },
    closeConnections: () => server.closeAllConnections(),
  };
}

function listen(server: Server, { host, port }: Pick<Config, 'host' | 'port'>): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, backlog: BACKLOG }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
