/** The settings whose values are lists of models. */
export const MODEL_LISTS = ['CHAT_MODELS', 'SUMMARY_MODELS', 'OFFERED_MODELS'] as const;

/** The settings that name one model for what happens beside the answer. */
export const SINGLE_MODELS = ['EMBEDDING_MODEL', 'RERANK_MODEL', 'QUERY_MODEL'] as const;

/** Small letters, digits and single dashes between them, so that each name has variables of its own. */
export function isProviderName(name: string): boolean {
  return /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name) && name.length <= 40;
}

/** Returns the provider to which a variable of this name would belong, such as `mine` for MINE_BASE_URL. */
export function providerOf(variable: string): string | undefined {
  const prefix = /^([A-Z][A-Z0-9_]*)_(?:API_KEY|BASE_URL|EXTRA_BODY|WEB_SEARCH)$/.exec(
    variable,
  )?.[1];
  const provider = prefix?.toLowerCase().replaceAll('_', '-');
  return provider !== undefined && isProviderName(provider) ? provider : undefined;
}

/** Returns the providers that the settings of models name, also where a list holds mistakes. */
export function listNamedProviders(
  values: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const entries = [...MODEL_LISTS, ...SINGLE_MODELS].flatMap((list) =>
    (values[list] ?? '').split(/[,，、;；]/),
  );
  const named = entries
    .filter((entry) => entry.includes('/'))
    .map((entry) => entry.slice(0, entry.indexOf('/')).trim().toLowerCase());
  return [...new Set(named)].filter(isProviderName);
}
