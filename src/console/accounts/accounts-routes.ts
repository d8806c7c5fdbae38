import type { Route } from '../api/route.ts';

/** Returns the routes about accounts. */
export function createAccountsRoutes(): readonly Route[] {
  return [];
}
