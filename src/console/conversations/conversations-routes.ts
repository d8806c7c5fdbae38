import { jsonRoute, rawRoute, type Route } from '../api/route.ts';
import {
  conversationsAnswer,
  conversationsQuery,
  exportQuery,
  turnAnswer,
  turnParams,
} from './conversations-contract.ts';
import type { ConversationsDesk } from './conversations-desk.ts';
import { writeExport } from './write-export.ts';
import { z } from 'zod';

/** Returns the routes about turns and what became of them. */
export function createConversationsRoutes(desk: ConversationsDesk): readonly Route[] {
  return [
    jsonRoute({
      method: 'GET',
      path: '/conversations',
      permission: 'conversations',
      summary: 'Lists turns, newest first, or searches their texts.',
      query: conversationsQuery,
      answer: conversationsAnswer,
      handle: ({ query }) => desk.list(query),
    }),
    rawRoute({
      method: 'GET',
      path: '/conversations/export',
      permission: 'conversations',
      summary: 'Downloads all turns that match, as CSV for a spreadsheet or as JSON lines.',
      query: exportQuery,
      answer: z.string(),
      gives: 'text/csv, application/x-ndjson',
      async handle({ query, signal }, _request, response) {
        const { format, q, ...filter } = query;
        const turns = await writeExport(desk.all(query), { format, response, signal });
        // The text that was looked for may be a follower's.
        const details = { format, turns, ...filter, ...(q ? { withText: true } : {}) };
        const target = query.account ?? '*';
        return { action: 'conversations.export', target, details: defined(details) };
      },
    }),
    jsonRoute({
      method: 'GET',
      path: '/turns/:id',
      permission: 'conversations',
      summary: 'Shows one turn: what was asked, what was given, and the way between.',
      params: turnParams,
      answer: turnAnswer,
      handle: ({ params }) => desk.find(params.id),
    }),
  ];
}

function defined(
  details: Readonly<Record<string, string | number | boolean | undefined>>,
): Record<string, string | number | boolean> {
  return Object.fromEntries(
    Object.entries(details).filter(
      (entry): entry is [string, string | number | boolean] => entry[1] !== undefined,
    ),
  );
}
