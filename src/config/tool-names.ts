/** The tools that come with Kuaihui, as TOOLS lists them. */
export const TOOL_NAMES = ['current_time', 'read_page', 'web_search'] as const;

/** The name of a tool, as the model calls it. */
export type ToolName = (typeof TOOL_NAMES)[number];

/** The services that search the web, by the names of SEARCH_PROVIDER. */
export const SEARCH_PROVIDERS = [
  ...['bocha', 'zhipu', 'qianfan', 'metaso'],
  ...['tavily', 'brave', 'exa', 'searxng'],
] as const;
