import type { RequestHandler } from 'express';
import { judgeAccess, readAccessRequest } from './judge-access.ts';

const FORMAT = 'text/plain; version=0.0.4; charset=utf-8';
const KEY_NEEDED =
  'Metrics are open to the machine itself, and to those who have the key (METRICS_KEY, or the one that the start prints): Authorization: Bearer, or ?key=';

/** GET /metrics: how well the server serves, for Prometheus. */
export function createMetricsPage({
  read,
  key,
}: {
  readonly read: () => Promise<string>;
  readonly key: string;
}): RequestHandler {
  return async (request, response) => {
    response.set('Cache-Control', 'no-store');
    const access = judgeAccess(readAccessRequest(request), { key });
    if (access === 'let in' || access === 'let in and remember') {
      response.type(FORMAT).send(await read());
      return;
    }
    response.status(403).type('text/plain; charset=utf-8');
    response.send(access === 'key needed' ? KEY_NEEDED : 'asked by another site');
  };
}
