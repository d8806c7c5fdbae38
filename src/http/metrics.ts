import type { RequestHandler } from 'express';
import { authorize, readAccessRequest } from './authorize.ts';

const FORMAT = 'text/plain; version=0.0.4; charset=utf-8';
const KEY_NEEDED =
  'Metrics need the key (METRICS_KEY, or the one that `kuaihui keys` prints): Authorization: Bearer, or ?key=. Without METRICS_KEY the machine itself needs none.';

/** Serves GET /metrics for Prometheus: how well the server serves. */
export function createMetricsPage({
  read,
  key,
  isLockedForAll,
}: {
  readonly read: () => Promise<string>;
  readonly key: string;
  /** Whether the machine itself needs the key as well, because a tunnel looks like it. */
  readonly isLockedForAll: boolean;
}): RequestHandler {
  return async (request, response) => {
    response.set('Cache-Control', 'no-store');
    const access = authorize(readAccessRequest(request), { key, isForAll: isLockedForAll });
    if (access === 'let in' || access === 'let in and remember') {
      response.type(FORMAT).send(await read());
      return;
    }
    response.status(403).type('text/plain; charset=utf-8');
    response.send(access === 'key needed' ? KEY_NEEDED : 'asked by another site');
  };
}
