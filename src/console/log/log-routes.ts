import type { Route } from '../api/route.ts';

/** Returns the routes about the log. */
export function createLogRoutes(): readonly Route[] {
  return [];
}
