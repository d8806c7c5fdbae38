import type { Route } from '../api/route.ts';

/** Returns the routes about the set-up assistant. */
export function createAssistantRoutes(): readonly Route[] {
  return [];
}
