import type { Route } from '../api/route.ts';

/** Returns the routes about followers. */
export function createFollowersRoutes(): readonly Route[] {
  return [];
}
