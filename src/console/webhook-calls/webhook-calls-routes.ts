import type { Route } from '../api/route.ts';

/** Returns the routes about WeChat's calls. */
export function createWebhookCallsRoutes(): readonly Route[] {
  return [];
}
