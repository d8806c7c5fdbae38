import type { AccountSettings } from '../accounts/account-settings.ts';
import type { Stage } from '../answering/answerer.ts';
import { openSharedPages } from '../answering/links/shared-pages.ts';
import type { PageReader } from '../answering/page-reader.ts';
import { createReadSharedLink } from '../answering/stages/read-shared-link.ts';
import type { Capability } from '../delivery/capability.ts';
import type { Emitter } from '../events/event-bus.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Store } from '../store/store.ts';

interface BuildReadSharedLinkDeps extends Pick<Runtime, 'clock' | 'log'> {
  /** Absent where no page is read. */
  readonly reader: PageReader | undefined;
  readonly store: Pick<Store, 'collections' | 'turns'>;
  readonly capability: Pick<Capability, 'showTyping'>;
  readonly events: Emitter;
}

/** Builds the stage that reads what followers share; nothing for an account whose models may not read pages. */
export function buildReadSharedLink(
  { tools, offers, texts }: Pick<AccountSettings, 'tools' | 'offers' | 'texts'>,
  deps: BuildReadSharedLinkDeps,
): readonly Stage[] {
  const { reader, store, capability, clock, log, events } = deps;
  const mayRead = tools.areOffered && tools.names.includes('read_page');
  if (!reader || !mayRead || offers.answersFrom !== 'model') return [];
  return [
    createReadSharedLink({
      ...{ reader, texts, clock, events },
      pages: openSharedPages({ ...store, clock, log }),
      showTyping: ({ openId }) => void capability.showTyping(openId).catch(() => {}),
    }),
  ];
}
