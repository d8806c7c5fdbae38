import type { Route } from '../api/route.ts';

/** Returns the routes about models. */
export function createModelsRoutes(): readonly Route[] {
  return [];
}
