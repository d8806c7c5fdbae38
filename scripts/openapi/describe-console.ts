import { z } from 'zod';
import type { Permission, Route } from '../../src/console/api/route.ts';
import { mayCall } from '../../src/console/access/may-call.ts';

type Json = Readonly<Record<string, unknown>>;

const ROLES = ['owner', 'agent', 'viewer'] as const;

/** Writes the routes of the console as an OpenAPI document, version 3.1. */
export function describeConsole(routes: readonly Route[]): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[route.method.toLowerCase()] = describeRoute(route);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Kuaihui console',
      version: '1',
      description:
        'What the pages of the console call. Lists are {items, next?}; `next` is given back as `after`. Times are milliseconds since 1970. x-roles says who may call a route.',
    },
    servers: [{ url: '/console/api' }],
    security: [{ sessionOverHttps: [] }, { sessionOverHttp: [] }],
    paths,
    components: {
      securitySchemes: {
        sessionOverHttps: { type: 'apiKey', in: 'cookie', name: '__Host-kuaihui' },
        sessionOverHttp: { type: 'apiKey', in: 'cookie', name: 'kuaihui_console' },
      },
      schemas: {
        Refusal: toSchema(z.object({ code: z.string(), sentence: z.string() }), 'output'),
      },
      responses: {
        Refusal: {
          description:
            '400 for what is not valid, 401 without a session, 403 for a role or a foreign site, 429 while it is too early; the sentence is for the person.',
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
        },
      },
    },
  };
}

function describeRoute(route: Route): Json {
  const { method, path, summary, permission } = route;
  const body = describeBody(route);
  const parameters = [
    ...listParameters(route.params, 'path'),
    ...listParameters(route.query, 'query'),
  ];
  return {
    operationId: [method.toLowerCase(), ...path.match(/\w+/g)!].join('_'),
    summary,
    'x-roles': rolesOf(permission),
    ...(permission === 'open' && { security: [] }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: body }),
    responses: {
      200: { description: 'Done.', content: describeAnswer(route) },
      default: { $ref: '#/components/responses/Refusal' },
    },
  };
}

function rolesOf(permission: Permission): readonly string[] {
  if (permission === 'open') return ['everybody'];
  return ROLES.filter((role) => mayCall(permission, role) === 'yes');
}

function describeBody(route: Route): Json | undefined {
  if (route.kind === 'raw')
    return route.takes === undefined
      ? undefined
      : { required: true, content: { [route.takes]: { schema: { type: 'string' } } } };
  if (route.body === undefined) return undefined;
  return {
    required: true,
    content: { 'application/json': { schema: toSchema(route.body, 'input') } },
  };
}

function describeAnswer(route: Route): Json {
  if (route.kind === 'raw') return { [route.gives]: { schema: { type: 'string' } } };
  return { 'application/json': { schema: toSchema(route.answer, 'output') } };
}

function listParameters(contract: z.ZodType | undefined, place: 'path' | 'query'): readonly Json[] {
  if (contract === undefined) return [];
  const { properties = {}, required = [] } = toSchema(contract, 'input') as {
    properties?: Record<string, Json>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    ...{ name, in: place, required: place === 'path' || required.includes(name) },
    ...(description !== undefined && { description }),
    schema,
  }));
}

function toSchema(contract: z.ZodType, io: 'input' | 'output'): Json {
  const schema = z.toJSONSchema(contract, { io, unrepresentable: 'any' });
  // The document says once which version of JSON Schema it speaks.
  return Object.fromEntries(Object.entries(schema).filter(([name]) => name !== '$schema'));
}
