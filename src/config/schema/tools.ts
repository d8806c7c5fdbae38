import { choice, httpUrl, integer, someOf, word } from '../setting-kind.ts';
import { defineSettings } from '../setting-definition.ts';
import { SEARCH_PROVIDERS, TOOL_NAMES } from '../tool-names.ts';

/** What the models of an account may have done. */
export const toolSettings = defineSettings(
  { key: 'tools', title: { en: 'Tools', zh: '工具' }, scope: 'account' },
  {
    TOOLS: {
      kind: someOf(TOOL_NAMES),
      byDefault: TOOL_NAMES.join(','),
      says: {
        en: 'The tools that a model may use, with commas between them: current_time, read_page, web_search; off for none.',
        zh: '模型可以用的工具，用逗号隔开：current_time（时间）、read_page（读网页）、web_search（搜索）；off 表示都不用。',
      },
      more: {
        en: 'They only read, and reach no address within your network. web_search needs SEARCH_PROVIDER.',
        zh: '工具只读取，也访问不到内网的地址。web_search 还要填 SEARCH_PROVIDER。',
      },
    },
    SEARCH_PROVIDER: {
      kind: choice(SEARCH_PROVIDERS),
      says: {
        en: 'The service that searches the web: bocha, zhipu, qianfan, metaso, tavily, brave, exa or searxng; no search when empty.',
        zh: '搜索网页用的服务：bocha（博查）、zhipu（智谱）、qianfan（千帆）、metaso（秘塔）、tavily、brave、exa、searxng；不填就不搜索。',
      },
    },
    SEARCH_API_KEY: {
      kind: word,
      isSecret: true,
      says: { en: 'The key of that service.', zh: '这个搜索服务的 Key。' },
      more: {
        en: 'The key of a Zhipu or Qianfan model works for their search too; searxng needs none.',
        zh: '智谱、千帆的模型 Key 也能用于它们的搜索；searxng 不需要。',
      },
    },
    SEARCH_BASE_URL: {
      kind: httpUrl,
      says: {
        en: "Scheme and host in place of the service's own, such as http://127.0.0.1:8888 for your searxng.",
        zh: '换掉搜索服务的协议和主机，例如自己的 searxng：http://127.0.0.1:8888。',
      },
    },
    TOOL_STEPS: {
      kind: integer(1, 20),
      byDefault: '6',
      says: {
        en: 'How many calls of tools one answer may make; after them the model answers with what it has.',
        zh: '一条回答最多调用几次工具；用完后模型就用已有的内容回答。',
      },
    },
    TOOL_SECONDS: {
      kind: integer(3, 120),
      byDefault: '30',
      says: {
        en: 'How long the tools of one answer may take; less where WeChat waits for the answer.',
        zh: '一条回答里的工具总共最多用多少秒；微信在等回复时会更短。',
      },
    },
    UNKNOWN_LINKS: {
      kind: choice(['mark', 'drop', 'keep']),
      byDefault: 'mark',
      says: {
        en: 'What becomes of links in answers that come from nowhere but the model: mark (they are followed by "unverified"), drop or keep.',
        zh: '回答里凭空出现的链接怎么处理：mark（后面标上“未核实”）、drop（去掉）、keep（保留）。',
      },
      more: {
        en: 'A link is known that stands in a document, the FAQ, the persona, the prompt, the question, an earlier turn, or what a tool has read.',
        zh: '资料、常见问题、人设、提示词、问题、前面的对话，以及工具读到的内容里有的链接，算有出处。',
      },
    },
  },
);

/** What all accounts share of the tools. */
export const toolServerSettings = defineSettings(
  { key: 'tool-servers', title: { en: 'Servers of tools', zh: '工具服务器' }, scope: 'server' },
  {
    MCP_CONFIG: {
      kind: word,
      isForOperator: true,
      isSecret: true,
      says: {
        en: 'Servers of the Model Context Protocol: the path of a JSON file with mcpServers, or the JSON itself.',
        zh: 'MCP 服务器：带 mcpServers 的 JSON 文件的路径，或者直接写 JSON。',
      },
      more: {
        en: 'Tools with readOnlyHint are offered; others only when allowTools of their server names them.',
        zh: '带 readOnlyHint 的工具会提供给模型；其他的要写进该服务器的 allowTools 才会提供。',
      },
    },
    FETCH_PROXY: {
      kind: httpUrl,
      isForOperator: true,
      says: {
        en: 'The proxy for pages that followers and models name, such as http://127.0.0.1:7890; HTTP_PROXY is not used for them.',
        zh: '读取粉丝和模型给出的网页时用的代理，例如 http://127.0.0.1:7890；HTTP_PROXY 对它们不起作用。',
      },
      more: {
        en: 'Names are resolved and checked here; the proxy is told the address only.',
        zh: '域名在这里解析和检查，只把检查过的 IP 地址交给代理。',
      },
    },
  },
);
