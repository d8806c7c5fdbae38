import { jsonRoute, type Route } from '../api/route.ts';
import type { Access } from './access.ts';
import {
  newUserBody,
  nothing,
  userAnswer,
  userChangeBody,
  userList,
  userParams,
} from './access-contract.ts';
import type { StoredUser } from './access-collections.ts';

/** Returns the routes about the people who may sign in. */
export function createUserRoutes(
  access: Pick<Access, 'sessions' | 'users' | 'addUser' | 'changeUser' | 'removeUser'>,
): readonly Route[] {
  return [
    jsonRoute({
      ...{ method: 'GET', path: '/users', permission: 'read' },
      summary: 'Lists the users.',
      answer: userList,
      async handle() {
        const sessions = await access.sessions.list();
        const users = await access.users.list();
        const items = users.map((user) => {
          const own = sessions.filter((session) => session.user === user.name);
          return {
            ...toAnswer(user),
            sessions: own.length,
            lastSeenAt: own[0]?.lastSeenAt ?? null,
          };
        });
        return { items };
      },
    }),
    jsonRoute({
      ...{ method: 'POST', path: '/users', permission: 'change' },
      summary: 'Adds a user with a first password.',
      ...{ body: newUserBody, answer: userAnswer },
      handle: async ({ body }) => toAnswer(await access.addUser(body)),
      audit: (_call, { name, role }) => ({ action: 'user.add', target: name, details: { role } }),
    }),
    jsonRoute({
      ...{ method: 'PATCH', path: '/users/:name', permission: 'change' },
      summary: 'Changes a user’s role or password; the user’s sessions end.',
      ...{ params: userParams, body: userChangeBody, answer: userAnswer },
      handle: async ({ params, body }) => toAnswer(await access.changeUser(params.name, body)),
      audit: ({ body }, { name }) => ({
        ...{ action: 'user.change', target: name },
        details: {
          ...(body.role !== undefined && { role: body.role }),
          ...(body.password !== undefined && { password: true }),
        },
      }),
    }),
    jsonRoute({
      ...{ method: 'DELETE', path: '/users/:name', permission: 'change' },
      summary: 'Removes a user with their sessions.',
      ...{ params: userParams, answer: nothing },
      async handle({ params }) {
        await access.removeUser(params.name);
        return {};
      },
      audit: ({ params }) => ({ action: 'user.remove', target: params.name }),
    }),
  ];
}

function toAnswer({ name, role, createdAt }: StoredUser) {
  return { name, role, createdAt };
}
