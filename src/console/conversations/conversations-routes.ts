import type { Route } from '../api/route.ts';

/** Returns the routes about turns and what became of them. */
export function createConversationsRoutes(): readonly Route[] {
  return [];
}
