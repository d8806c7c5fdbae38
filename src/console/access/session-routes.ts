import { ConsoleError } from '../api/console-error.ts';
import { jsonRoute, type Route } from '../api/route.ts';
import { nothing, sessionList, sessionParams } from './access-contract.ts';
import { accessTexts } from './access-texts.ts';
import type { SessionBook } from './session-book.ts';
import { requireUser, type SignedIn } from './signed-in.ts';

/** Returns the routes about open sessions: an owner sees and ends all, others their own. */
export function createSessionRoutes(sessions: SessionBook): readonly Route[] {
  const listFor = ({ name, role }: SignedIn) => sessions.list(role === 'owner' ? undefined : name);
  return [
    jsonRoute({
      ...{ method: 'GET', path: '/sessions', permission: 'own' },
      summary: 'Lists one’s open sessions; an owner sees those of all.',
      answer: sessionList,
      async handle(call) {
        const user = requireUser(call.user);
        const items = await listFor(user);
        return {
          items: items.map((session) => ({
            ...session,
            isCurrent: session.id === user.sessionId,
          })),
        };
      },
    }),
    jsonRoute({
      ...{ method: 'DELETE', path: '/sessions/:id', permission: 'own' },
      summary: 'Ends a session.',
      ...{ params: sessionParams, answer: nothing },
      async handle({ user, params }) {
        const open = await listFor(requireUser(user));
        if (!open.some(({ id }) => id === params.id))
          throw new ConsoleError(404, 'no_such_session', accessTexts.noSuchSession());
        await sessions.end(params.id);
        return {};
      },
      audit: ({ params }) => ({ action: 'session.end', target: params.id }),
    }),
  ];
}
