import { z } from 'zod';
import { jsonRoute, type Route } from '../api/route.ts';
import {
  personaAnswer,
  personaFields,
  personasAnswer,
  previewAnswer,
  previewBody,
} from './personas-contract.ts';
import type { PersonasDesk } from './personas-desk.ts';

const ofAccount = z.object({ account: z.string().default('default') });
const byId = z.object({ id: z.string() });
const BODY_LIMIT_BYTES = 256 * 1024;

/** Returns the routes about personas. */
export function createPersonasRoutes(desk: PersonasDesk): readonly Route[] {
  return [
    jsonRoute({
      method: 'GET',
      path: '/personas',
      permission: 'read',
      summary: 'Lists the personas among which followers of an account can choose.',
      query: ofAccount,
      answer: personasAnswer,
      handle: ({ query, language }) => desk.list(query.account, language),
    }),
    jsonRoute({
      method: 'POST',
      path: '/personas',
      permission: 'change',
      summary: 'Adds a persona to an account.',
      query: ofAccount,
      body: personaFields,
      bodyLimit: BODY_LIMIT_BYTES,
      answer: personaAnswer,
      handle: ({ query, body }) => desk.add(query.account, body),
      audit: ({ query }, { id }) => ({ action: 'persona.add', target: `${query.account}/${id}` }),
    }),
    jsonRoute({
      method: 'PATCH',
      path: '/personas/:id',
      permission: 'change',
      summary: 'Changes a persona; one of a file becomes a record of the account.',
      params: byId,
      query: ofAccount,
      body: personaFields,
      bodyLimit: BODY_LIMIT_BYTES,
      answer: personaAnswer,
      handle: ({ params, query, body }) => desk.change(query.account, params.id, body),
      audit: ({ params, query }) => ({
        action: 'persona.change',
        target: `${query.account}/${params.id}`,
      }),
    }),
    jsonRoute({
      method: 'DELETE',
      path: '/personas/:id',
      permission: 'change',
      summary: 'Removes a persona of the account; one of a file with its id is there again.',
      params: byId,
      query: ofAccount,
      answer: z.object({}),
      handle: async ({ params, query }) => {
        await desk.remove(query.account, params.id);
        return {};
      },
      audit: ({ params, query }) => ({
        action: 'persona.remove',
        target: `${query.account}/${params.id}`,
      }),
    }),
    jsonRoute({
      method: 'POST',
      path: '/personas/preview',
      permission: 'change',
      summary: 'Returns what the model would be told with a prompt.',
      query: ofAccount,
      body: previewBody,
      bodyLimit: BODY_LIMIT_BYTES,
      answer: previewAnswer,
      handle: async ({ query, body }) => ({
        prompt: await desk.preview(query.account, body.prompt),
      }),
      // Nothing is changed.
      audit: () => undefined,
    }),
  ];
}
