import type { DocumentRecord } from '../../../knowledge/bases/document-record.ts';
import type { Documents } from '../../../knowledge/bases/ports.ts';
import { isArticleAddress } from '../../../knowledge/import/formats/parse-article.ts';
import { writeArticlePage } from '../../../knowledge/import/formats/write-article-page.ts';
import { toPageAddress } from '../../../knowledge/import/page-address.ts';
import { accountPrefix, type Collection } from '../../../runtime/collection.ts';
import type { Sentence } from '../../../runtime/sentence.ts';
import type { ListPublished, PublishedArticle } from '../../../wechat/api/published-articles.ts';
import { failedPage, importPage, type PageImportDeps } from '../import-page.ts';
import type { SyncedArticle } from '../knowledge-desk.ts';
import { explainFetchFailure } from '../page-failures.ts';
import { articleTexts as texts } from './article-texts.ts';

/** What is known of an article that was taken in. */
export interface OwnArticle {
  readonly address: string;
  readonly base: string;
  /** Of WeChat, in milliseconds since 1970. */
  readonly updatedAt: number;
}

/** What is to be taken in. */
export interface SyncRequest {
  readonly account: string;
  readonly base: string;
  /** So many articles, the newest. */
  readonly most: number;
  /** Whether articles that failed or were removed by the owner are left alone until they change. */
  readonly isByItself: boolean;
  readonly onNote: (says: Sentence) => void;
}

interface SyncDeps extends PageImportDeps {
  readonly documents: PageImportDeps['documents'] & Pick<Documents, 'remove'>;
  readonly listPublished: ListPublished;
  readonly articles: Collection<OwnArticle>;
}

type Synced = Omit<SyncedArticle, 'hosts'>;

/** Makes the documents of a base follow what the account has published, and tells each article when it is done. */
export async function* syncArticles(
  { account, base, most, isByItself, onNote }: SyncRequest,
  deps: SyncDeps,
): AsyncGenerator<Synced> {
  const { articles, documents } = deps;
  const keyOf = (address: string) => `${accountPrefix(account)}${encodeURIComponent(address)}`;
  const listed = new Set<string>();

  const takeIn = async (article: PublishedArticle, address: string): Promise<Synced> => {
    const { title, updatedAt } = article;
    const [known, entry] = await Promise.all([
      documents.find(base, address),
      articles.get(keyOf(address)),
    ]);
    const isSame = entry?.value.updatedAt === updatedAt && entry.value.base === base;
    if (isSame && known?.state === 'ok') return { ...toUnchanged(known), title };
    if (isSame && isByItself) return { ...failedPage(address, texts.leftAlone()), title };
    const content = { kind: 'html', text: writeArticlePage(article) } as const;
    const fetched = { is: 'fetched', page: { address, content } } as const;
    const imported = await importPage(address, { base, fetched }, deps);
    await articles.put(keyOf(address), { address, base, updatedAt });
    return { ...imported, title };
  };
  const takeOut = async (address: string): Promise<Synced | undefined> => {
    const entry = await articles.get(keyOf(address));
    if (!entry) return undefined;
    const wasThere = await documents.remove(entry.value.base, address);
    await articles.delete(keyOf(address));
    return wasThere ? { document: address, title: '', ...REMOVED } : undefined;
  };

  for (let from = 0; ;) {
    const page = await deps.listPublished(from);
    for (const article of page.articles) {
      const address = isArticleAddress(article.address)
        ? toPageAddress(article.address)
        : undefined;
      if (address === undefined) {
        const problem = explainFetchFailure({ is: 'refused', reason: 'no-address' });
        yield { ...failedPage(article.address || article.title, problem), title: article.title };
      } else if (article.isDeleted) {
        const removed = await takeOut(address);
        if (removed) yield { ...removed, title: article.title };
      } else if (!listed.has(address)) {
        if (listed.size >= most) return onNote(texts.more(most));
        listed.add(address);
        yield await takeIn(article, address);
      }
    }
    from += page.publications;
    if (from >= page.total) break;
    // A list that ends too early says nothing about what is missing from it.
    if (page.publications === 0) return;
  }
  for (const { value } of await articles.list(accountPrefix(account))) {
    const removed = listed.has(value.address) ? undefined : await takeOut(value.address);
    if (removed) yield removed;
  }
}

const REMOVED = { result: 'removed', passages: 0, isFaq: false } as const;

function toUnchanged({ document, passages, isFaq, problem }: DocumentRecord) {
  const told = { document, result: 'unchanged', passages, isFaq } as const;
  return problem ? { ...told, problem } : told;
}
