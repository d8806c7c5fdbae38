import { searchOriginOf } from '../tools/search/search-backends.ts';
import type { SearchConfig, ToolsConfig } from './config.ts';
import type { EnvReader } from './env-reader.ts';
import { readProxyTo } from './read-proxy.ts';
import { settingTexts } from './setting-texts.ts';

/** Reads what the models of an account may have done. */
export function readTools(reader: EnvReader): ToolsConfig {
  const { read } = reader;
  return {
    names: read('TOOLS'),
    steps: read('TOOL_STEPS'),
    seconds: read('TOOL_SECONDS'),
    search: readSearch(reader),
    unknownLinks: read('UNKNOWN_LINKS'),
  };
}

/** A server of one's own has no address that is known here; the others want a key. */
function readSearch(reader: EnvReader): SearchConfig | undefined {
  const { read } = reader;
  const provider = read('SEARCH_PROVIDER');
  const apiKey = read('SEARCH_API_KEY');
  const baseUrl = read('SEARCH_BASE_URL');
  if (provider === undefined) return undefined;
  const isOwn = provider === 'searxng';
  if (isOwn && baseUrl === undefined)
    reader.refuse('SEARCH_BASE_URL', settingTexts.searchNeeds('SEARCH_BASE_URL', provider));
  if (!isOwn && apiKey === undefined)
    reader.refuse('SEARCH_API_KEY', settingTexts.searchNeeds('SEARCH_API_KEY', provider));
  return { provider, apiKey, baseUrl, proxy: readSearchProxy({ provider, baseUrl }, reader) };
}

function readSearchProxy(
  place: Pick<SearchConfig, 'provider' | 'baseUrl'>,
  reader: EnvReader,
): string | undefined {
  const address = searchOriginOf(place);
  if (address === undefined) return undefined;
  const chosen = readProxyTo(address, reader);
  if ('proxy' in chosen) return chosen.proxy;
  reader.refuse(chosen.variable, chosen.problem);
  return undefined;
}
