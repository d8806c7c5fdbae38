import { z } from 'zod';
import type { Sentence } from '../../runtime/sentence.ts';
import { FIELD_FORMS, mcpConfigTexts as texts, SERVER_FORM } from './mcp-config-texts.ts';
import {
  CALL_SECONDS,
  MCP_SERVER_NAME,
  type HttpPlace,
  type McpServerSettings,
  type StdioPlace,
} from './mcp-settings.ts';

/** What a configuration says, as far as it can be used, and what is wrong with the rest. */
export interface ParsedMcpConfig {
  readonly servers: readonly McpServerSettings[];
  readonly problems: readonly Sentence[];
}

/** The values of the environment, for `${NAME}`. */
type Variables = Readonly<Record<string, string | undefined>>;

const MOST_SERVERS = 20;

const stringMap = z.record(z.string(), z.string());
/** Fields that are not known here belong to other programs that read the same file. */
const serverFields = z.object({
  type: z.enum(['stdio', 'http', 'streamable-http', 'streamableHttp', 'sse']).optional(),
  command: z.string().min(1).optional(),
  args: z.array(z.string()).optional(),
  env: stringMap.optional(),
  cwd: z.string().min(1).optional(),
  url: z.string().optional(),
  headers: stringMap.optional(),
  allowTools: z.array(z.string()).optional(),
  disabled: z.boolean().optional(),
  timeoutSeconds: z.number().min(1).max(120).optional(),
});
const configFields = z.object({ mcpServers: z.record(z.string(), z.unknown()) });

type ServerFields = z.infer<typeof serverFields>;
type Reading<Value> = { readonly value: Value } | { readonly problems: readonly Sentence[] };

/** Parses the form that programs with MCP servers share: an object `mcpServers` of servers by name. */
export function parseMcpConfig(text: string, variables: Variables): ParsedMcpConfig {
  const config = configFields.safeParse(parseJson(text));
  if (!config.success) {
    const problem = parseJson(text) === undefined ? texts.noJson() : texts.noServers();
    return { servers: [], problems: [problem] };
  }
  const entries = Object.entries(config.data.mcpServers);
  const read = entries
    .slice(0, MOST_SERVERS)
    .map(([name, fields]) => readMcpServer(name, fields, variables));
  const problems = read.flatMap((reading) => ('problems' in reading ? reading.problems : []));
  return {
    servers: read.flatMap((reading) => ('value' in reading ? [reading.value] : [])),
    problems: entries.length > MOST_SERVERS ? [...problems, texts.tooMany(MOST_SERVERS)] : problems,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

/** Reads one server of the configuration. Variables are those that `${NAME}` may name. */
export function readMcpServer(
  name: string,
  fields: unknown,
  variables: Variables,
): Reading<McpServerSettings> {
  if (!MCP_SERVER_NAME.test(name)) return { problems: [texts.name(name)] };
  const parsed = serverFields.safeParse(fields);
  if (!parsed.success) {
    const wrong = new Set(parsed.error.issues.map(({ path: [field] }) => field));
    return { problems: [...wrong].map((field) => describeField(name, field)) };
  }
  const place = readPlace(name, parsed.data);
  if ('problems' in place) return place;
  const isOff = parsed.data.disabled ?? false;
  const filled = fillIn(place.value, variables);
  // What is switched off may lack its secrets.
  if (!isOff && filled.missing.length > 0)
    return { problems: filled.missing.map((variable) => texts.noVariable(name, variable)) };
  const wrong = isOff ? undefined : findWrongField(filled.place);
  if (wrong !== undefined) return { problems: [describeField(name, wrong)] };
  return {
    value: {
      ...{ name, place: filled.place, isOff },
      allowTools: parsed.data.allowTools ?? [],
      timeoutMs: (parsed.data.timeoutSeconds ?? CALL_SECONDS) * 1000,
    },
  };
}

function describeField(name: string, field: PropertyKey | undefined): Sentence {
  const form = FIELD_FORMS[String(field)];
  return form === undefined
    ? texts.field(name, name, SERVER_FORM)
    : texts.field(name, String(field), form);
}

function readPlace(name: string, fields: ServerFields): Reading<StdioPlace | HttpPlace> {
  const { type, command, url } = fields;
  if (type === 'sse') return { problems: [texts.sse(name)] };
  if ((command === undefined) === (url === undefined)) return { problems: [texts.eitherOr(name)] };
  if (command !== undefined) {
    if (type !== undefined && type !== 'stdio')
      return { problems: [texts.otherType(name, type, 'command')] };
    const { args = [], env = {}, cwd } = fields;
    return { value: { kind: 'stdio', command, args, env, cwd } };
  }
  if (type === 'stdio') return { problems: [texts.otherType(name, type, 'url')] };
  return { value: { kind: 'http', url: url ?? '', headers: fields.headers ?? {} } };
}

/** Replaces `${NAME}` by the variable, where a secret or an address may stand. */
function fillIn(
  place: StdioPlace | HttpPlace,
  variables: Variables,
): { readonly place: StdioPlace | HttpPlace; readonly missing: readonly string[] } {
  const missing = new Set<string>();
  const fill = (text: string) =>
    text.replace(/\$\{([A-Za-z_]\w*)\}/g, (_, variable: string) => {
      const value = variables[variable];
      if (value === undefined) missing.add(variable);
      return value ?? '';
    });
  const fillAll = (map: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(map).map(([key, value]) => [key, fill(value)]));
  const filled: StdioPlace | HttpPlace =
    place.kind === 'stdio'
      ? { ...place, args: place.args.map(fill), env: fillAll(place.env) }
      : { ...place, url: fill(place.url), headers: fillAll(place.headers) };
  return { place: filled, missing: [...missing] };
}

/** Finds a field that no request and no program could be given. */
function findWrongField(place: StdioPlace | HttpPlace): string | undefined {
  if (place.kind === 'http') {
    if (!isHttpAddress(place.url)) return 'url';
    return areHeaders(place.headers) ? undefined : 'headers';
  }
  const { command, args, env } = place;
  const isWrong = (text: string) => text.includes('\0');
  if (isWrong(command)) return 'command';
  if (args.some(isWrong)) return 'args';
  return Object.values(env).some(isWrong) ? 'env' : undefined;
}

/** Says whether an address can be that of a server. */
function isHttpAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, username, password } = new URL(address);
  return ['http:', 'https:'].includes(protocol) && username === '' && password === '';
}

/** Says whether HTTP takes these as headers. */
function areHeaders(headers: Readonly<Record<string, string>>): boolean {
  try {
    new Headers(headers);
    return true;
  } catch {
    return false;
  }
}
