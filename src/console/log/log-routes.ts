import type { Rings } from '../../runtime/ring.ts';
import { jsonRoute, type Route } from '../api/route.ts';
import { logAnswer, logQuery, LOG_LEVELS, type LogLine, type LogQuery } from './log-contract.ts';

/** The ring of the log. */
export const LOG_RING = 'log';
const MOST = 500;

/** Returns the routes about the log. */
export function createLogRoutes(rings: Pick<Rings, 'read'>): readonly Route[] {
  return [
    jsonRoute({
      ...{ method: 'GET', path: '/log', permission: 'read' },
      summary: 'The newest lines of the log of all processes, oldest first.',
      ...{ query: logQuery, answer: logAnswer },
      async handle({ query }) {
        const { after } = query;
        const page = await rings.read(LOG_RING, {
          most: MOST,
          ...(after !== undefined && { after }),
        });
        const entries = page.entries.map(({ n, at, value }) => ({
          n,
          at,
          value: value as LogLine,
        }));
        return { entries: entries.filter(({ value }) => isWanted(value, query)) };
      },
    }),
  ];
}

function isWanted(line: LogLine, { level = 'info', q, account }: LogQuery): boolean {
  if (LOG_LEVELS.indexOf(line.level) < LOG_LEVELS.indexOf(level)) return false;
  if (account !== undefined && line.account !== undefined && line.account !== account) return false;
  if (q === undefined || q === '') return true;
  const { msg, zh = '', code = '', error } = line;
  const text = [msg, zh, code, error?.name, error?.message].join('\n').toLowerCase();
  return text.includes(q.toLowerCase());
}
