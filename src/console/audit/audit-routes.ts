import type { Route } from '../api/route.ts';

/** Returns the routes about the audit. */
export function createAuditRoutes(): readonly Route[] {
  return [];
}
