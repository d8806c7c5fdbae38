import { jsonRoute, type Route } from '../api/route.ts';
import type { Access } from './access.ts';
import { nothing, passwordBody, stateAnswer } from './access-contract.ts';
import { createSessionRoutes } from './session-routes.ts';
import { createSignInRoutes } from './sign-in-routes.ts';
import { createUserRoutes } from './user-routes.ts';
import { writeSessionCookie } from './session-cookie.ts';
import { requireUser } from './signed-in.ts';

/** Returns the routes about users, sessions and passwords. */
export function createAccessRoutes(access: Access, version: string): readonly Route[] {
  return [
    jsonRoute({
      ...{ method: 'GET', path: '/state', permission: 'open' },
      summary: 'Says who is signed in, and whether a password must be set.',
      answer: stateAnswer,
      handle: async ({ user, isSecure }) => ({
        version: user === undefined ? null : version,
        needsPassword: user === undefined && !(await access.users.hasOwner()),
        user: user === undefined ? null : { name: user.name, role: user.role },
        isSecure,
      }),
    }),
    ...createSignInRoutes(access),
    jsonRoute({
      ...{ method: 'POST', path: '/password', permission: 'own' },
      summary: 'Changes one’s own password; every other session of the user ends.',
      ...{ body: passwordBody, answer: nothing },
      async handle(call, response) {
        const { name } = requireUser(call.user);
        const { sessionId } = await access.changeOwnPassword(name, call.body, call);
        writeSessionCookie(response, sessionId, call.isSecure);
        return {};
      },
      audit: ({ user }) => ({ action: 'password.change', target: user?.name ?? '' }),
    }),
    ...createSessionRoutes(access.sessions),
    ...createUserRoutes(access),
  ];
}
