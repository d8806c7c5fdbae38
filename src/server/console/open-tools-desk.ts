import type { Tool } from '../../answering/tool.ts';
import { toolSentences } from '../../answering/tools/tool-sentences.ts';
import type { AccountConfig } from '../../config/config.ts';
import { TOOL_NAMES, type ToolName } from '../../config/tool-names.ts';
import { ConsoleError } from '../../console/api/console-error.ts';
import type {
  OwnToolAnswer,
  ServerToolAnswer,
  ToolsAnswer,
  ToolServerAnswer,
} from '../../console/tools/tools-contract.ts';
import type { ToolsDesk } from '../../console/tools/tools-desk.ts';
import type { AdviceLanguage } from '../../runtime/sentence.ts';
import type { McpToolState } from '../../tools/mcp/mcp-servers.ts';
import { mcpTexts } from '../../tools/mcp/mcp-texts.ts';
import type { ListedMcpServer } from '../mcp/open-mcp.ts';
import type { ConsoleWorld } from './console-world.ts';
import { requireBuilt } from './require-built.ts';

type World = Pick<ConsoleWorld, 'builtOf' | 'mcp' | 'runtime'>;

/** A person who waits longer goes by what the call says then; servers may be given two minutes. */
const CALL_MS = 60_000;
/** No follower has this name; what is read for it counts against limits of its own. */
const NOBODY = 'console';

/** Opens the tools of the running server's accounts, with the servers that all of them share. */
export function openToolsDesk(world: World): ToolsDesk {
  const { mcp } = world;
  const { clock, newId } = world.runtime;

  const findOwn = (account: string, name: string): Tool => {
    const tools = isOwn(name) ? requireBuilt(world, account).tools() : [];
    const tool = tools.find((one) => one.name === name);
    if (!tool) throw noSuchTool();
    return tool;
  };
  const findOfServer = async (server: string, name: string): Promise<McpToolState> => {
    const listing = (await mcp.desk.list()).find((one) => one.name === server);
    const tool = listing?.state?.tools.find((one) => one.name === name);
    if (!tool) throw noSuchTool();
    return tool;
  };

  return {
    async list(account, language) {
      const { config } = requireBuilt(world, account);
      const servers = await mcp.desk.list();
      return {
        notOffered: whyNotOffered(config),
        own: TOOL_NAMES.map((name) => ({ name, state: stateOf(name, config) })),
        servers: servers.map((one) => toServer(one, language)),
      };
    },
    async define({ account, server, tool }) {
      const { parameters = {} } =
        server === undefined ? findOwn(account, tool) : await findOfServer(server, tool);
      return { parameters: { ...parameters } };
    },
    async call({ account, server, tool, arguments: given }, language, gone) {
      const late = new AbortController();
      const cancel = clock.after(CALL_MS, () => late.abort());
      const signal = AbortSignal.any([gone, late.signal]);
      const startedAt = clock.now();
      const turn = { account, openId: NOBODY, turnId: newId() };
      const run = () =>
        server === undefined
          ? findOwn(account, tool).run(given, { turn, question: '', language, signal })
          : mcp.desk.test({ server, tool, given, signal });
      try {
        const text = await run();
        if (text === undefined) throw noSuchTool();
        return { text, tookMs: clock.now() - startedAt };
      } catch (error) {
        if (!late.signal.aborted) throw error;
        return { text: toolSentences.late[language], tookMs: clock.now() - startedAt };
      } finally {
        cancel();
      }
    },
    addServer: (name, values) => mcp.desk.add(name, values),
    changeServer: (name, values) => mcp.desk.change(name, values),
    removeServer: (name) => mcp.desk.remove(name),
  };
}

function noSuchTool(): ConsoleError {
  return new ConsoleError(404, 'no_tool', {
    en: 'There is no such tool now. Load the page again.',
    zh: '现在没有这个工具。请重新加载页面。',
  });
}

function isOwn(name: string): name is ToolName {
  return TOOL_NAMES.some((own) => own === name);
}

function stateOf(name: ToolName, { tools }: AccountConfig): OwnToolAnswer['state'] {
  if (!tools.names.includes(name)) return 'off';
  return name === 'web_search' && tools.search === undefined ? 'unset' : 'on';
}

function whyNotOffered({ knowledge, chatModels }: AccountConfig): ToolsAnswer['notOffered'] {
  if (knowledge.isOnly) return 'documents-only';
  const [first] = chatModels;
  return first === undefined || first.api === 'openai' ? null : 'bot';
}

function toServer(
  { name, source, place, headers, allowTools, timeoutSeconds, isOn, state }: ListedMcpServer,
  language: AdviceLanguage,
): ToolServerAnswer {
  const { problem, tools = [], unknownAllowed = [] } = state ?? {};
  return {
    ...{ name, source, place, timeoutSeconds, kind: state?.kind ?? 'http' },
    ...{ headers: [...headers], allowTools: [...allowTools] },
    state: state?.state ?? (isOn ? 'closed' : 'off'),
    problem: problem
      ? { sentence: problem.sentence[language], remedy: problem.remedy[language] }
      : null,
    tools: tools.map((tool) => toTool(tool, language)),
    unknownAllowed: [...unknownAllowed],
  };
}

function toTool(
  { name, description, isReadOnly, offeredAs, withheld }: McpToolState,
  language: AdviceLanguage,
): ServerToolAnswer {
  return {
    ...{ name, description, isReadOnly, offeredAs: offeredAs ?? null },
    withheld: withheld ? mcpTexts.withheld(withheld)[language] : null,
    canBeAllowed: withheld === 'not-read-only',
  };
}
