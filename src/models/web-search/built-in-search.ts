/** How a vendor's own search of the web is asked for. */
export interface BuiltInSearch {
  /** Fields of the request. */
  readonly fields?: Readonly<Record<string, unknown>>;
  /** Entries of `tools`. */
  readonly tools?: readonly unknown[];
  /** A tool that the model asks for, and whose arguments are its result as they are. */
  readonly echoes?: string;
}

/** By the provider's name in the settings; as the vendors' pages had it in November 2026. */
const SEARCHES: Readonly<Record<string, BuiltInSearch>> = {
  qwen: { fields: { enable_search: true } },
  kimi: {
    tools: [{ type: 'builtin_function', function: { name: '$web_search' } }],
    echoes: '$web_search',
  },
  glm: {
    tools: [
      {
        type: 'web_search',
        web_search: { enable: true, search_engine: 'search_pro', search_result: true },
      },
    ],
  },
  hunyuan: { fields: { enable_enhancement: true, search_info: true } },
  ernie: { fields: { web_search: { enable: true, enable_trace: true } } },
  openrouter: { tools: [{ type: 'openrouter:web_search' }] },
};

/** The providers whose own search Kuaihui can turn on. */
export const SEARCHING_PROVIDERS: readonly string[] = Object.keys(SEARCHES);

/** Returns the search of a provider; undefined where it has none that works with chat completions. */
export function findBuiltInSearch(provider: string): BuiltInSearch | undefined {
  return Object.hasOwn(SEARCHES, provider) ? SEARCHES[provider] : undefined;
}
