import { z } from 'zod';
import { jsonRoute, type Route } from '../api/route.ts';
import {
  callAnswer,
  callBody,
  definitionAnswer,
  definitionQuery,
  newServer,
  serverChange,
  toolsAnswer,
  toolsQuery,
} from './tools-contract.ts';
import type { ToolsDesk } from './tools-desk.ts';

const byName = z.object({ name: z.string().max(64) });
const nothing = z.object({});

/** Returns the routes about tools. */
export function createToolsRoutes(desk: ToolsDesk): readonly Route[] {
  return [
    jsonRoute({
      ...{ method: 'GET', path: '/tools', permission: 'read' },
      summary: 'The tools that models of an account may use, and the servers that have some.',
      ...{ query: toolsQuery, answer: toolsAnswer },
      handle: ({ query, language }) => desk.list(query.account, language),
    }),
    jsonRoute({
      ...{ method: 'GET', path: '/tools/definition', permission: 'read' },
      summary: 'What the arguments of a tool are.',
      ...{ query: definitionQuery, answer: definitionAnswer },
      handle: ({ query }) => desk.define(query),
    }),
    jsonRoute({
      ...{ method: 'POST', path: '/tools/call', permission: 'change' },
      summary: 'Has a tool run, and returns what a model would read.',
      ...{ body: callBody, answer: callAnswer },
      handle: ({ body, language, signal }) => desk.call(body, language, signal),
      // What was asked for may be anything, and stays out.
      audit: ({ body: { account, server, tool } }) => ({
        action: 'tools.call',
        target: server === undefined ? tool : `${server}/${tool}`,
        details: { account },
      }),
    }),
    jsonRoute({
      ...{ method: 'POST', path: '/tools/servers', permission: 'change' },
      summary: 'Adds a server of tools by its address.',
      ...{ body: newServer, answer: nothing },
      handle: async ({ body: { name, ...values } }) => {
        await desk.addServer(name, values);
        return {};
      },
      audit: ({ body }) => ({ action: 'tools.server.add', target: body.name }),
    }),
    jsonRoute({
      ...{ method: 'PATCH', path: '/tools/servers/:name', permission: 'change' },
      summary: 'Changes a server that was added in the console; what is absent stays.',
      ...{ params: byName, body: serverChange, answer: nothing },
      handle: async ({ params, body }) => {
        await desk.changeServer(params.name, body);
        return {};
      },
      audit: ({ params, body }) => ({
        action: 'tools.server.change',
        target: params.name,
        details: { fields: Object.keys(body).join(', ') },
      }),
    }),
    jsonRoute({
      ...{ method: 'DELETE', path: '/tools/servers/:name', permission: 'change' },
      summary: 'Removes a server that was added in the console.',
      ...{ params: byName, answer: nothing },
      handle: async ({ params }) => {
        await desk.removeServer(params.name);
        return {};
      },
      audit: ({ params }) => ({ action: 'tools.server.remove', target: params.name }),
    }),
  ];
}
