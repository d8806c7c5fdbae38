import { jsonRoute, type Route } from '../api/route.ts';
import type { AuditBook } from './audit-book.ts';
import { auditList, auditQuery } from './audit-contract.ts';

/** Returns the route about who did what. */
export function createAuditRoutes(audit: Pick<AuditBook, 'list'>): readonly Route[] {
  return [
    jsonRoute({
      ...{ method: 'GET', path: '/audit', permission: 'read' },
      summary: 'Lists changes and sign-ins of 400 days, the newest first.',
      query: auditQuery,
      answer: auditList,
      async handle({ query: { after, most } }) {
        // One more tells whether there is another page.
        const found = await audit.list({ after, most: most + 1 });
        const shown = found.slice(0, most);
        const items = shown.map(({ key: _key, by = null, ...record }) => ({ ...record, by }));
        const last = shown.at(-1)?.key;
        return found.length > most && last !== undefined ? { items, next: last } : { items };
      },
    }),
  ];
}
