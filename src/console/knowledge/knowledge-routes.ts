import type { Route } from '../api/route.ts';

/** Returns the routes about documents, questions and drafts. */
export function createKnowledgeRoutes(): readonly Route[] {
  return [];
}
