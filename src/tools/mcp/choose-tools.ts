import { createHash } from 'node:crypto';
import type { ToolDefinition } from '../../answering/tool.ts';
import type { ListedTool } from './listed-tool.ts';

/** Why a tool is not offered to models. */
export type WithheldBecause = 'not-read-only' | 'schema-too-large' | 'one-too-many';

/** What a server lists, and which of it the deployer allows. */
export interface ServerTools {
  readonly name: string;
  readonly allowTools: readonly string[];
  readonly tools: readonly ListedTool[];
}

/** A tool, and whether a model may call it. */
export type ChosenTool = { readonly server: string; readonly tool: ListedTool } & (
  | { readonly is: 'offered'; readonly definition: ToolDefinition }
  | { readonly is: 'withheld'; readonly because: WithheldBecause }
);

/** Vendors refuse requests with more than 128, and Kuaihui has tools of its own. */
const MOST_OFFERED = 100;
const MOST_NAME = 64;
const HASH = 6;

/**
 * Chooses what models may call: tools that say that they only read, and those that the deployer names. Each gets a name
 * that no other has.
 */
export function chooseTools(servers: readonly ServerTools[]): readonly ChosenTool[] {
  const taken = new Set<string>();
  const choose = ({ name: server, allowTools }: ServerTools, tool: ListedTool): ChosenTool => {
    const withhold = (because: WithheldBecause): ChosenTool => ({
      ...{ server, tool, is: 'withheld', because },
    });
    if (!tool.isReadOnly && !allowTools.includes(tool.name)) return withhold('not-read-only');
    if (tool.parameters === undefined) return withhold('schema-too-large');
    if (taken.size >= MOST_OFFERED) return withhold('one-too-many');
    const plain = toToolName(server, tool.name);
    const name = taken.has(plain) ? withHash(plain, [server, tool.name]) : plain;
    taken.add(name);
    const { description, parameters } = tool;
    return { server, tool, is: 'offered', definition: { name, description, parameters } };
  };
  return servers.flatMap((server) => server.tools.map((tool) => choose(server, tool)));
}

/** Joins the names of server and tool with the characters that every vendor takes. */
function toToolName(server: string, tool: string): string {
  const name = `${server}__${tool}`.replace(/[^\w-]/g, '_');
  return name.length <= MOST_NAME ? name : withHash(name, [server, tool]);
}

/** Ends a name with a hash of what it stands for, so that it stays the same whatever else is listed. */
function withHash(name: string, of: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(of)).digest('hex').slice(0, HASH);
  return `${name.slice(0, MOST_NAME - HASH - 1)}_${hash}`;
}
