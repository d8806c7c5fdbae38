import type { Route } from '../api/route.ts';

/** Returns the routes about settings. */
export function createSettingsRoutes(): readonly Route[] {
  return [];
}
