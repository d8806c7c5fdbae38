import { z } from 'zod';

export const toolsQuery = z.object({ account: z.string().max(64).default('default') });

/** A tool that comes with Kuaihui. */
const ownTool = z.object({
  name: z.string(),
  /** `off`: TOOLS leaves it out. `unset`: it needs SEARCH_PROVIDER. */
  state: z.enum(['on', 'off', 'unset']),
});
export type OwnToolAnswer = z.infer<typeof ownTool>;

/** A tool of a server. Name and description are the server's. */
const serverTool = z.object({
  name: z.string(),
  description: z.string(),
  isReadOnly: z.boolean(),
  /** As models call it; null where it is not offered. */
  offeredAs: z.string().nullable(),
  /** Why it is not offered, and what to do. */
  withheld: z.string().nullable(),
  /** It would be offered if allowTools named it. */
  canBeAllowed: z.boolean(),
});
export type ServerToolAnswer = z.infer<typeof serverTool>;

const toolServer = z.object({
  name: z.string(),
  kind: z.enum(['stdio', 'http']),
  /** `environment`: MCP_CONFIG sets it, and the console cannot change it. */
  source: z.enum(['environment', 'console']),
  /** Its command, or its address without the query. */
  place: z.string(),
  /** The names of the headers that are sent to it; their values are never shown. */
  headers: z.array(z.string()),
  allowTools: z.array(z.string()),
  timeoutSeconds: z.number(),
  /** `closed`: what was entered was sealed with a key that is not here. */
  state: z.enum(['starting', 'connected', 'away', 'off', 'closed']),
  problem: z.object({ sentence: z.string(), remedy: z.string() }).nullable(),
  tools: z.array(serverTool),
  /** What allowTools names and the server does not have. */
  unknownAllowed: z.array(z.string()),
});
export type ToolServerAnswer = z.infer<typeof toolServer>;

export const toolsAnswer = z.object({
  /** Why the account's models are offered none; null where they are. */
  notOffered: z.enum(['documents-only', 'bot']).nullable(),
  own: z.array(ownTool),
  servers: z.array(toolServer),
});
export type ToolsAnswer = z.infer<typeof toolsAnswer>;

export const definitionQuery = z.object({
  account: z.string().max(64).default('default'),
  /** Absent for a tool that comes with Kuaihui. */
  server: z.string().max(64).optional(),
  tool: z.string().min(1).max(1000),
});
export type DefinitionQuery = z.infer<typeof definitionQuery>;

/** JSON Schema of the arguments, in the server's words. */
export const definitionAnswer = z.object({ parameters: z.record(z.string(), z.unknown()) });
export type DefinitionAnswer = z.infer<typeof definitionAnswer>;

export const callBody = definitionQuery.extend({
  arguments: z.record(z.string(), z.unknown()),
});
export type CallBody = z.infer<typeof callBody>;

export const callAnswer = z.object({
  /** What a model would read. */
  text: z.string(),
  tookMs: z.number(),
});
export type CallAnswer = z.infer<typeof callAnswer>;

const headers = z.record(z.string().min(1).max(100), z.string().max(8000));
const serverFields = z.object({
  url: z.string().max(2000).optional(),
  /** In place of all that were entered; those that are stored stay where it is absent. */
  headers: headers.optional(),
  allowTools: z.array(z.string().min(1).max(200)).max(100).optional(),
  isOn: z.boolean().optional(),
  timeoutSeconds: z.number().min(1).max(120).optional(),
});
export const serverChange = serverFields;
export const newServer = serverFields.extend({
  name: z.string().max(64),
  url: z.string().max(2000),
});
export type ServerChange = z.infer<typeof serverChange>;
