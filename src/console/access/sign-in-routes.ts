import type { Response } from 'express';
import { jsonRoute, type Route } from '../api/route.ts';
import type { Access, Beginning } from './access.ts';
import { loginBody, nothing, setupBody, signedInAnswer } from './access-contract.ts';
import { clearSessionCookie, writeSessionCookie } from './session-cookie.ts';

/** Returns the routes by which people come in and leave. */
export function createSignInRoutes(
  access: Pick<Access, 'sessions' | 'setUp' | 'signIn'>,
): readonly Route[] {
  /** A session that the browser had before ends: the new one has a fresh id. */
  async function welcome(
    { user, sessionId }: Beginning,
    before: string | undefined,
    response: Response,
    isSecure: boolean,
  ) {
    if (before !== undefined) await access.sessions.end(before);
    writeSessionCookie(response, sessionId, isSecure);
    return { user: { name: user.name, role: user.role } };
  }

  return [
    jsonRoute({
      ...{ method: 'POST', path: '/setup', permission: 'open' },
      summary:
        'Sets the password of the first owner with the code of the set-up link, and signs in.',
      ...{ body: setupBody, answer: signedInAnswer },
      async handle(call, response) {
        const begun = await access.setUp(call.body.code, call.body.password, call);
        return welcome(begun, call.user?.sessionId, response, call.isSecure);
      },
      audit: (_call, { user }) => ({ action: 'set-up', target: user.name, by: user.name }),
    }),
    jsonRoute({
      ...{ method: 'POST', path: '/login', permission: 'open' },
      summary: 'Signs in. After wrong passwords the next try has to wait longer and longer.',
      ...{ body: loginBody, answer: signedInAnswer },
      async handle(call, response) {
        const begun = await access.signIn(call.body.name, call.body.password, call);
        return welcome(begun, call.user?.sessionId, response, call.isSecure);
      },
      audit: (_call, { user }) => ({ action: 'sign-in', target: user.name, by: user.name }),
    }),
    jsonRoute({
      ...{ method: 'POST', path: '/logout', permission: 'own' },
      summary: 'Ends the session.',
      answer: nothing,
      async handle({ user, isSecure }, response) {
        if (user !== undefined) await access.sessions.end(user.sessionId);
        clearSessionCookie(response, isSecure);
        return {};
      },
      audit: ({ user }) => ({ action: 'sign-out', target: user?.name ?? '' }),
    }),
  ];
}
