import type { Route } from '../api/route.ts';

/** Returns the routes about personas. */
export function createPersonasRoutes(): readonly Route[] {
  return [];
}
