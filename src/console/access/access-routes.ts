import type { Route } from '../api/route.ts';

/** Returns the routes about users, sessions and passwords. */
export function createAccessRoutes(): readonly Route[] {
  return [];
}
