import type { AccountConfig } from '../../../config/config.ts';
import type { Emitter } from '../../../events/event-bus.ts';
import type { Documents } from '../../../knowledge/bases/ports.ts';
import { ARTICLE_SYNCS, OWN_ARTICLES } from '../../../knowledge/bases/knowledge-collections.ts';
import type { DocumentReader } from '../../../knowledge/import/read-document.ts';
import type { Runtime } from '../../../runtime/runtime.ts';
import type { Store } from '../../../store/store.ts';
import { createListPublished, type ListPublished } from '../../../wechat/api/published-articles.ts';
import type { SyncedArticle } from '../knowledge-desk.ts';
import { ArticlesRefusedError, toArticlesRefused } from './articles-refused-error.ts';
import { articleTexts as texts } from './article-texts.ts';
import { syncArticles, type OwnArticle, type SyncRequest } from './sync-articles.ts';

export interface ArticleSyncDeps extends Pick<Runtime, 'clock' | 'log'> {
  readonly store: Pick<Store, 'collections' | 'accessTokens'>;
  readonly documents: Documents;
  readonly reader: Pick<DocumentReader, 'read'>;
  readonly events: Emitter;
  /** What is set for an account of this process. */
  readonly configOf: (account: string) => AccountConfig | undefined;
}

/** Takes an account's own articles into its documents. */
export interface ArticleSync {
  /** Tells each article when it is done. Throws ArticlesRefusedError that says why WeChat gives no list. */
  run(request: SyncRequest): AsyncIterable<Omit<SyncedArticle, 'hosts'>>;
  /** Returns when they were taken in last, by whatever process. */
  lastAt(account: string): Promise<number | undefined>;
  /** Notes that they were, or that WeChat does not give them. */
  note(account: string): Promise<void>;
}

/** Creates it over the documents of the store. */
export function createArticleSync(deps: ArticleSyncDeps): ArticleSync {
  const { store, documents, reader, configOf, clock, log, events } = deps;
  const articles = store.collections.open<OwnArticle>(OWN_ARTICLES);
  const syncs = store.collections.open<{ readonly at: number }>(ARTICLE_SYNCS);

  const openList = (account: string): ListPublished => {
    const { appId, appSecret, apiBaseUrl: baseUrl } = configOf(account)?.wechat ?? {};
    if (!appId || !appSecret || baseUrl === undefined)
      throw new ArticlesRefusedError(texts.noSecret(account));
    const cache = store.accessTokens(account);
    const list = createListPublished({
      ...{ baseUrl, appId, appSecret, cache, clock, log, events, account },
    });
    return (from) =>
      list(from).catch((error: unknown) => {
        throw toArticlesRefused(error, baseUrl);
      });
  };
  const note = async (account: string) => void (await syncs.put(account, { at: clock.now() }));

  return {
    note,
    lastAt: async (account) => (await syncs.get(account))?.value.at,
    async *run(request) {
      const listPublished = openList(request.account);
      yield* syncArticles(request, { documents, reader, articles, listPublished });
      await note(request.account);
    },
  };
}
