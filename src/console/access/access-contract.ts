import { z } from 'zod';

const role = z.enum(['owner', 'agent', 'viewer']);
/** What is too long to be hashed is not read. How long a password has to be is said in a sentence of its own. */
const password = z.string().max(2000);
const userName = z.string().max(200);
const whoami = z.object({ name: z.string(), role });

/** What the page learns before anything else. A stranger learns only whether a password must be set. */
export const stateAnswer = z.object({
  version: z.string().nullable().describe('Null without a session.'),
  needsPassword: z.boolean().describe('No owner has set a password yet.'),
  user: whoami.nullable(),
  isSecure: z.boolean().describe('Whether the browser speaks HTTPS.'),
});
export type StateAnswer = z.infer<typeof stateAnswer>;

export const setupBody = z.object({
  code: z.string().max(200).describe('From the link that the server printed.'),
  password,
});
export const loginBody = z.object({ name: userName, password });
export const signedInAnswer = z.object({ user: whoami });
export const passwordBody = z.object({ current: password, password });
export const nothing = z.object({});

export const sessionList = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      user: z.string(),
      address: z.string(),
      userAgent: z.string(),
      createdAt: z.number(),
      lastSeenAt: z.number(),
      isCurrent: z.boolean(),
    }),
  ),
});
export type SessionList = z.infer<typeof sessionList>;

export const sessionParams = z.object({ id: z.string().regex(/^[0-9a-f]{24}$/) });
export const userParams = z.object({ name: userName });

export const userAnswer = z.object({ name: z.string(), role, createdAt: z.number() });
export const userList = z.object({
  items: z.array(
    userAnswer.extend({
      sessions: z.number().describe('How many sessions are open.'),
      lastSeenAt: z.number().nullable(),
    }),
  ),
});
export type UserList = z.infer<typeof userList>;

export const newUserBody = z.object({ name: userName, role, password });
export const userChangeBody = z.object({ role: role.optional(), password: password.optional() });
