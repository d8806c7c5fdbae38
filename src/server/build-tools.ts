import type { Logger } from 'pino';
import type { AccountSettings } from '../accounts/account-settings.ts';
import type { PageReader } from '../answering/page-reader.ts';
import type { Tool } from '../answering/tool.ts';
import type { ToolName } from '../config/tool-names.ts';
import { createDispatcher } from '../models/model-fetch.ts';
import type { Clock } from '../runtime/clock.ts';
import { createReadPageTool } from '../tools/pages/read-page-tool.ts';
import { createWebSearch } from '../tools/search/create-web-search.ts';
import { createWebSearchTool } from '../tools/search/create-web-search-tool.ts';
import { createCurrentTime } from '../tools/time/current-time.ts';

/** What the tools of all accounts share. */
export interface ToolShare {
  /** Lists the tools of servers beside ours, which may come and go at any time. */
  readonly ofServers: () => readonly Tool[];
  /** Absent where no page is read, as in tests. */
  readonly pages?: PageReader;
}

interface BuildToolsDeps {
  readonly share: ToolShare;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Returns what lists the tools that the models of an account may use by now. */
export function buildTools(
  { tools, timeZone }: Pick<AccountSettings, 'tools' | 'timeZone'>,
  { share, clock, log }: BuildToolsDeps,
): () => readonly Tool[] {
  if (!tools.areOffered) return () => [];
  const build: Readonly<Record<ToolName, () => Tool | undefined>> = {
    current_time: () => createCurrentTime({ clock, timeZone }),
    read_page: () => share.pages && createReadPageTool(share.pages),
    web_search: () => buildSearch(tools.search, { clock, log }),
  };
  const own = tools.names.flatMap((name) => build[name]() ?? []);
  return () => [...own, ...share.ofServers()];
}

function buildSearch(
  search: AccountSettings['tools']['search'],
  { clock, log }: Pick<BuildToolsDeps, 'clock' | 'log'>,
): Tool | undefined {
  if (search === undefined) return undefined;
  const dispatcher = createDispatcher(search.proxy);
  return createWebSearchTool({
    search: createWebSearch(search, { clock, dispatcher }),
    clock,
    log,
  });
}
