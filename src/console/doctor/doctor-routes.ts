import type { Route } from '../api/route.ts';

/** Returns the routes about the checks of the doctor. */
export function createDoctorRoutes(): readonly Route[] {
  return [];
}
