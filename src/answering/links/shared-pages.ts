import type { Logger } from 'pino';
import type { Clock } from '../../runtime/clock.ts';
import {
  followerPrefix,
  type CollectionDefinition,
  type Collections,
} from '../../runtime/collection.ts';
import type { TurnStore } from '../../turns/ports.ts';
import type { Ask } from '../answerer.ts';
import type { PageText } from '../page-reader.ts';
import { shorten } from '../quotation/compose-quotation.ts';

/** The pages that followers shared a short while ago, by follower and conversation. */
export const SHARED_PAGES: CollectionDefinition = { name: 'shared-pages', about: 'follower' };

const KEPT_FOR_MS = 30 * 60_000;
const MOST_PAGES = 2;
/** Of all pages of a conversation. */
const MOST_BYTES = 40_000;
/** Less of a page is no use. */
const LEAST_BYTES = 1000;

/** A page as it was shared. */
export interface SharedPage extends PageText {
  /** As the follower sent it. */
  readonly sentAs: string;
}

interface StoredPage extends Omit<SharedPage, 'text'> {
  readonly pageText: string;
  readonly sharedAt: number;
}

interface StoredPages {
  readonly pages: readonly StoredPage[];
}

type OfConversation = Pick<Ask, 'follower' | 'conversationId' | 'turnId'>;

/** Keeps what a follower shared, so that the next questions are answered from it. A store that is away keeps nothing. */
export interface SharedPages {
  /** Returns the pages of the conversation, the newest first. */
  read(of: OfConversation): Promise<readonly SharedPage[]>;
  /** Adds pages to those that were read. */
  keep(of: OfConversation, added: readonly SharedPage[]): Promise<void>;
}

export function openSharedPages(deps: {
  readonly collections: Pick<Collections, 'open'>;
  readonly turns: Pick<TurnStore, 'read'>;
  readonly clock: Clock;
  readonly log: Logger;
}): SharedPages {
  const { turns, clock, log } = deps;
  const stored = deps.collections.open<StoredPages>(SHARED_PAGES);
  const keyOf = ({ follower, conversationId }: OfConversation) =>
    `${followerPrefix(follower)}${conversationId}`;
  const readStored = async (of: OfConversation) => {
    const pages = (await stored.get(keyOf(of)))?.value.pages ?? [];
    return pages.filter(({ sharedAt }) => clock.now() - sharedAt < KEPT_FOR_MS);
  };
  const tellAway = (error: unknown) =>
    log.warn(
      { code: 'store_failed', err: error, zh: '粉丝发来的网页没能存取，后面的追问可能不知道它' },
      'A shared page could not be stored or read; later questions may not know of it',
    );

  return {
    async read(of) {
      try {
        return (await readStored(of)).map(({ pageText, sharedAt: _, ...page }) => ({
          ...{ ...page, text: pageText },
        }));
      } catch (error) {
        tellAway(error);
        return [];
      }
    },
    async keep(of, added) {
      const sharedAt = clock.now();
      const names = new Set(added.map(({ sentAs }) => sentAs));
      try {
        const before = (await readStored(of)).filter(({ sentAs }) => !names.has(sentAs));
        const fresh = added.map(({ text, ...page }) => ({ ...page, pageText: text, sharedAt }));
        const pages = fitPages([...fresh, ...before]);
        await stored.put(keyOf(of), { pages }, { expiresInMs: KEPT_FOR_MS });
        // The follower's data may have been deleted since, and with them the turn.
        if (!(await turns.read(of.turnId))) await stored.delete(keyOf(of));
      } catch (error) {
        tellAway(error);
      }
    },
  };
}

/** Takes the newest pages for which there is room, and cuts the last of them. */
function fitPages(pages: readonly StoredPage[]): readonly StoredPage[] {
  let left = MOST_BYTES;
  return pages.slice(0, MOST_PAGES).flatMap((page) => {
    if (left < LEAST_BYTES) return [];
    const pageText = shorten(page.pageText, left);
    left -= Buffer.byteLength(pageText);
    return [{ ...page, pageText, isCut: page.isCut || pageText !== page.pageText }];
  });
}
