import { jsonRoute, type Route } from '../api/route.ts';
import { overviewAnswer, overviewQuery } from './overview-contract.ts';
import type { OverviewDesk } from './overview-desk.ts';

/** Returns the routes about the numbers of the accounts. */
export function createOverviewRoutes(desk: OverviewDesk): readonly Route[] {
  return [
    jsonRoute({
      method: 'GET',
      path: '/overview',
      permission: 'read',
      summary:
        'Reads what happened to an account in the last days, what it cost, and what is wrong now.',
      query: overviewQuery,
      answer: overviewAnswer,
      handle: ({ query, language }) => desk.read(query, language),
    }),
  ];
}
