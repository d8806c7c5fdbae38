import type { Route } from '../api/route.ts';

/** Returns the routes about the numbers of the accounts. */
export function createOverviewRoutes(): readonly Route[] {
  return [];
}
