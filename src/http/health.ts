import { Router } from 'express';

/** Returns what keeps the server from serving; empty when nothing does. */
export type Readiness = () => Promise<readonly string[]>;

/** Serves GET /healthz (the process lives) and GET /readyz (it can serve). */
export function createHealth(readiness: Readiness): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const problems = await readiness();
    response
      .status(problems.length === 0 ? 200 : 503)
      .json(problems.length === 0 ? { status: 'ready' } : { status: 'not ready', problems });
  });
  return router;
}
