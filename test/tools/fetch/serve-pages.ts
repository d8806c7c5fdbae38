import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { systemClock, type Clock } from '../../../src/runtime/clock.ts';
import {
  createGuardedFetch,
  internetOnly,
  type AddressGuard,
} from '../../../src/tools/fetch/create-guarded-fetch.ts';
import { judgeWebAddress } from '../../../src/tools/fetch/judge-web-address.ts';

/** A website on this machine that answers for every host of `.example`. */
export interface Website {
  readonly port: number;
  /** What was asked for, as `host/path`. */
  readonly asked: readonly string[];
  /** Lets this one port of this machine through, and otherwise only what the real guard does. */
  readonly guard: AddressGuard;
  /** Returns the address of a page. */
  url(path: string, host?: string): string;
}

type Answer = (
  request: IncomingMessage,
  response: ServerResponse,
  site: Website,
) => void | Promise<void>;

/** Serves pages until the test is over. */
export async function servePages(answer: Answer): Promise<Website> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.headers.host?.replace(/:\d+$/, '')}${request.url}`);
    void answer(request, response, site);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const isOurs = (url: URL) => url.hostname.endsWith('.example') && url.port === String(port);
  const site: Website = {
    port,
    asked,
    guard: {
      judge: (address) =>
        URL.canParse(address) && isOurs(new URL(address))
          ? { is: 'allowed', url: new URL(address) }
          : judgeWebAddress(address),
      allows: (ip, url) => (isOurs(url) && ip === '127.0.0.1') || internetOnly.allows(ip, url),
    },
    url: (path, host = 'shop.example') => `http://${host}:${port}${path}`,
  };
  onTestFinished(async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  });
  return site;
}

/** A name server that knows this machine as every name. */
const hereAlways = () => Promise.resolve(['127.0.0.1']);

/** A guarded fetch that reaches the website. */
export function fetchFrom(
  { guard }: Pick<Website, 'guard'>,
  {
    clock = systemClock,
    resolve = hereAlways,
    proxy,
  }: {
    readonly clock?: Clock;
    readonly resolve?: (hostname: string) => Promise<readonly string[]>;
    readonly proxy?: string;
  } = {},
) {
  return createGuardedFetch({
    ...{ clock, guard, resolve, userAgent: 'Kuaihui/test' },
    ...(proxy !== undefined && { proxy }),
  });
}
