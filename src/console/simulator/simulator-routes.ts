import type { Route } from '../api/route.ts';

/** Returns the routes about the way to the simulator. */
export function createSimulatorRoutes(): readonly Route[] {
  return [];
}
