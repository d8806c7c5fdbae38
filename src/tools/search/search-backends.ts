import { bocha } from './backends/bocha.ts';
import { brave } from './backends/brave.ts';
import { exa } from './backends/exa.ts';
import { metaso } from './backends/metaso.ts';
import { qianfan } from './backends/qianfan.ts';
import { searxng } from './backends/searxng.ts';
import { tavily } from './backends/tavily.ts';
import { zhipu } from './backends/zhipu.ts';

/** The services that search the web, by the names of SEARCH_PROVIDER. */
export const SEARCH_BACKENDS = {
  ...{ bocha, zhipu, qianfan, metaso },
  ...{ tavily, brave, exa, searxng },
};

/** The name of a service. */
export type SearchProvider = keyof typeof SEARCH_BACKENDS;

/** Where a service is. */
export interface SearchPlace {
  readonly provider: SearchProvider;
  /** Scheme and host in place of the service's own. */
  readonly baseUrl: string | undefined;
}

/** Returns scheme and host, to which the path of the service is appended; undefined where none is known. */
export function searchOriginOf({ provider, baseUrl }: SearchPlace): string | undefined {
  const origin: string | undefined = baseUrl ?? SEARCH_BACKENDS[provider].origin;
  return origin?.replace(/\/+$/, '');
}
