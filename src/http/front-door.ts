import type { Request, RequestHandler } from 'express';
import { authorize, readAccessRequest } from './authorize.ts';
import { isOfWechat } from './not-found.ts';

export interface FrontDoorDeps {
  /** Says whether a request may see the console; absent where this port does not serve it. */
  readonly mayOpenConsole?: ((request: Request) => Promise<boolean>) | undefined;
  /** Whether the deployer's next step is in the simulator, and its page is served. */
  readonly leadsToSimulator: () => boolean;
  /** The key of the simulator's page; absent where there is no such page. */
  readonly key?: string | undefined;
}

/** What strangers read. It names no product and no version. */
const NEUTRAL = '这里没有可以浏览的内容。There is nothing to see here.\n';

/** Serves GET /: leads the deployer on, and tells strangers nothing. */
export function createFrontDoor(deps: FrontDoorDeps): RequestHandler {
  return async (request, response, next) => {
    // The deployer is told of an address without its path.
    if (isOfWechat(request)) {
      next();
      return;
    }
    response.set('Cache-Control', 'no-store');
    if (deps.mayOpenConsole !== undefined) {
      if (await deps.mayOpenConsole(request)) {
        response.redirect(302, '/console/');
        return;
      }
    } else if (mayOpenSimulator(request, deps)) {
      // The links carry on the key of the address; a request from this machine has and needs none.
      const [, query] = request.url.split('?');
      response.redirect(302, `/simulator/${query === undefined ? '' : `?${query}`}`);
      return;
    }
    response.type('text/plain; charset=utf-8').send(NEUTRAL);
  };
}

function mayOpenSimulator(request: Request, { key, leadsToSimulator }: FrontDoorDeps): boolean {
  if (key === undefined || !leadsToSimulator()) return false;
  return authorize(readAccessRequest(request), { key }).startsWith('let in');
}
