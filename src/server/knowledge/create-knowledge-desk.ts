import type { DocumentRecord } from '../../knowledge/bases/document-record.ts';
import type { StoredDocuments } from '../../knowledge/bases/documents.ts';
import type { SearchIndex } from '../../knowledge/index/search-index.ts';
import { KnowledgeError } from '../../knowledge/knowledge-error.ts';
import type { Retriever } from '../../answering/retriever.ts';
import type { Language } from '../../answering/language-of-question.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Sentence } from '../../runtime/sentence.ts';
import { articleTexts } from './articles/article-texts.ts';
import { findEmptyBases } from './empty-bases.ts';
import type { AccountBases } from './account-bases.ts';
import {
  PAGES_OF_SITEMAP,
  type AddFileRequest,
  type AddRequest,
  type AddedFile,
  type AskedAnswer,
  type KnowledgeDesk,
  type ListedDocument,
  type SyncedArticle,
} from './knowledge-desk.ts';
import { isBaseName } from '../../config/setting-kind.ts';
import { knowledgeTexts as texts } from './knowledge-texts.ts';

export interface DeskDeps {
  readonly account: string;
  readonly bases: AccountBases;
  readonly language: Language;
  readonly documents: StoredDocuments;
  readonly index: Pick<SearchIndex, 'catchUp' | 'countPassages'>;
  readonly retriever: Pick<Retriever, 'search'>;
  readonly importPaths: (
    request: Required<Pick<AddRequest, 'paths' | 'address'>> & {
      readonly base: string;
      readonly onSkipped: (names: readonly string[]) => void;
    },
  ) => AsyncIterable<Omit<AddedFile, 'hosts'>>;
  readonly importPages: (request: {
    readonly addresses: readonly string[];
    readonly base: string;
    readonly most: number;
    readonly onNote: (says: Sentence) => void;
  }) => AsyncIterable<Omit<AddedFile, 'hosts'>>;
  readonly importFile: (request: AddFileRequest) => Promise<Omit<AddedFile, 'hosts'>>;
  readonly syncArticles: (request: {
    readonly base: string;
    readonly most: number;
    readonly onNote: (says: Sentence) => void;
  }) => AsyncIterable<Omit<SyncedArticle, 'hosts'>>;
  /** Whether later articles are taken in without being asked for. */
  readonly followsArticles: boolean;
  /** Lists the hosts of links in a document that answers leave out. */
  readonly unlistedHosts: (record: DocumentRecord) => Promise<readonly string[]>;
  readonly progress: KnowledgeDesk['progress'];
  readonly ask: (question: string) => Promise<AskedAnswer>;
  readonly enrich: KnowledgeDesk['enrich'];
  readonly clock: Pick<Clock, 'now'>;
}

/** The index is asked again after this time, so that a person sees it grow. */
const LOOK_EVERY_MS = 500;
/** An index that has not grown for so long is stuck. */
const PATIENCE_MS = 60_000;
/** The links of so many documents are looked at; an owner who adds more knows the hosts by then. */
const MOST_LOOKED_AT = 200;
const MOST_HOSTS = 10;

export function createKnowledgeDesk(deps: DeskDeps): KnowledgeDesk {
  const { account, bases, documents, index } = deps;

  const requireBase = (base: string) => {
    if (!isBaseName(base)) throw new KnowledgeError(texts.baseName(base));
    return base;
  };
  const list = async (): Promise<readonly ListedDocument[]> => {
    const lists = await Promise.all(bases.all.map((base) => documents.list(base)));
    return lists
      .flat()
      .map((record) =>
        record.base === bases.folder?.base ? { ...record, folder: bases.folder.path } : record,
      );
  };
  /** An account's own base may be empty without a mistake. */
  const emptyBases = async () =>
    bases.named.length === 1 && bases.named[0] === account
      ? undefined
      : findEmptyBases(bases, documents);
  const withHosts = async <File extends Pick<SyncedArticle, 'document' | 'result'>>(
    base: string,
    file: File,
  ): Promise<File & Pick<AddedFile, 'hosts'>> => {
    const record = file.result === 'failed' ? undefined : await documents.find(base, file.document);
    return { ...file, hosts: record ? await deps.unlistedHosts(record) : [] };
  };
  /** Returns the document of this name that a command may remove. */
  const findRemovable = async (document: string): Promise<string> => {
    const records = await Promise.all(bases.all.map((base) => documents.find(base, document)));
    const found = records.flatMap((record) => (record ? [record.base] : []));
    const removable = found.filter((base) => base !== bases.folder?.base);
    const [first] = removable;
    if (removable.length > 1) throw new KnowledgeError(texts.inSeveralBases(document, removable));
    if (first !== undefined) return first;
    throw new KnowledgeError(
      found.length > 0 && bases.folder
        ? texts.inFolder(document, bases.folder.path)
        : texts.noDocument(document),
    );
  };

  return {
    bases: [...bases.named, ...(bases.folder ? [bases.folder.path] : [])],
    list,
    emptyBases,
    async summary() {
      const records = await list();
      const usable = records.filter(({ state }) => state === 'ok');
      const hosts = new Set<string>();
      for (const record of usable.slice(0, MOST_LOOKED_AT))
        for (const host of await deps.unlistedHosts(record)) hosts.add(host);
      return {
        bases: bases.named,
        emptyBases: await emptyBases(),
        documents: usable.length,
        passages: usable.reduce((sum, { passages }) => sum + passages, 0),
        failed: records.filter(({ state }) => state === 'failed'),
        unlistedHosts: [...hosts].sort().slice(0, MOST_HOSTS),
      };
    },
    progress: deps.progress,
    async *add({ paths, pages = [], mostOfSitemap = PAGES_OF_SITEMAP, base, address }, onNote) {
      const into = base === undefined ? bases.named[0] : requireBase(base);
      if (!bases.named.includes(into)) onNote(texts.baseNotRead(into, account, bases.named));
      else if (into !== account) onNote(texts.into(into));
      for await (const file of deps.importPaths({
        ...{ paths, base: into, address },
        onSkipped: (names) => onNote(texts.skipped(names)),
      })) {
        yield withHosts(into, file);
      }
      const request = { addresses: pages, base: into, most: mostOfSitemap, onNote };
      for await (const page of deps.importPages(request)) yield withHosts(into, page);
    },
    async *syncArticles({ most }, onNote) {
      const [base] = bases.named;
      if (base !== account) onNote(texts.into(base));
      for await (const article of deps.syncArticles({ base, most, onNote }))
        yield withHosts(base, article);
      if (!deps.followsArticles) onNote(articleTexts.switchOn(account));
    },
    addFile: async (request) => withHosts(request.base, await deps.importFile(request)),
    async remove(document, base) {
      const from = base === undefined ? await findRemovable(document) : requireBase(base);
      if (!(await documents.remove(from, document)))
        throw new KnowledgeError(texts.noDocument(document));
      return { base: from };
    },
    async prepare(onWait) {
      let [passages, grownAt] = [0, deps.clock.now()];
      while ((await index.catchUp(bases.all, LOOK_EVERY_MS)) === 'behind') {
        const now = await index.countPassages(bases.all);
        onWait(now);
        if (now !== passages) [passages, grownAt] = [now, deps.clock.now()];
        if (deps.clock.now() - grownAt > PATIENCE_MS) throw new KnowledgeError(texts.indexBehind());
      }
    },
    async search(question, limit) {
      const { found, isBelowFloor } = await deps.retriever.search(question, {
        language: deps.language,
        limit,
      });
      const results = found.map(({ document, title, heading, body, score, address }) => ({
        ...{ document, title, heading, text: body, score },
        address: address ?? null,
      }));
      return { isBelowFloor, results };
    },
    ask: deps.ask,
    enrich: deps.enrich,
  };
}
