import type { Embedder } from '../../answering/embedder.ts';
import type { AccountConfig } from '../../config/config.ts';
import { DEFAULT_ACCOUNT } from '../../config/default-account.ts';
import type { StoredVectors } from '../../knowledge/bases/passage-vectors.ts';
import type { Documents } from '../../knowledge/bases/ports.ts';
import { createEmbedDocuments } from '../../knowledge/embedding/embed-documents.ts';
import { createEnrichDocuments, type Writer } from '../../knowledge/enrich/enrich-documents.ts';
import type { DocumentReader } from '../../knowledge/import/read-document.ts';
import { KNOWLEDGE_WORK, type WorkRecord } from '../../knowledge/work/work-record.ts';
import { createRenderer } from '../../rendering/renderer.ts';
import type { BackgroundStep } from '../../runtime/background-queue.ts';
import type { Store } from '../../store/store.ts';
import { createAccountModels, type ModelsDeps } from '../build-models.ts';
import { createArticleSync, type ArticleSync } from './articles/article-sync.ts';
import { followArticles } from './articles/follow-articles.ts';
import type { BackgroundProgress } from './knowledge-desk.ts';

interface WorkDeps extends ModelsDeps {
  readonly store: Pick<Store, 'collections' | 'background' | 'processes' | 'accessTokens'>;
  readonly reader: DocumentReader;
  readonly documents: Documents;
  readonly vectors: StoredVectors;
  readonly embedder: Embedder | undefined;
  /** Every base that an account of this process reads. */
  readonly bases: () => readonly string[];
  /** The accounts of this process. */
  readonly accounts: () => readonly string[];
  /** What is set for an account of this process. */
  readonly configOf: (account: string) => AccountConfig | undefined;
}

/** What is done in the background: vectors, the questions that passages answer, and the accounts' own articles. */
export interface KnowledgeWork {
  /** For the background queue of the store, by kind. */
  readonly steps: readonly (readonly [string, BackgroundStep])[];
  /** Asks for what is missing, now and after each change. */
  begin(): Promise<void>;
  /** Asks for the questions of a base, at the cost of an account. */
  enrich(base: string, account: string): Promise<void>;
  readonly articles: Pick<ArticleSync, 'run'>;
  progress(bases: readonly string[]): Promise<readonly BackgroundProgress[]>;
  close(): Promise<void>;
}

export function buildKnowledgeWork(deps: WorkDeps): KnowledgeWork {
  const { store, documents, vectors, embedder, clock, log } = deps;
  const claimed = {
    records: store.collections.open<WorkRecord>(KNOWLEDGE_WORK),
    ...{ queue: store.background, processes: store.processes, clock, log },
  };
  const embedding =
    embedder &&
    createEmbedDocuments({
      ...{ ...claimed, documents, vectors, embedder, account: DEFAULT_ACCOUNT },
      bases: () => Promise.resolve(deps.bases()),
    });
  const enriching = createEnrichDocuments({
    ...{ ...claimed, documents, embedded: embedder && { vectors, model: embedder.id } },
    hireWriter: (account) => hireWriter(account, deps),
    createFilter: () => createRenderer(),
  });
  const sync = createArticleSync(deps);
  const following = followArticles({ ...deps, ...claimed, sync });
  return {
    articles: sync,
    steps: [
      ...(embedding ? [[embedding.kind, embedding.step] as const] : []),
      [enriching.kind, enriching.step],
      [following.kind, following.step],
    ],
    async begin() {
      following.begin();
      await embedding?.begin();
    },
    enrich: (base, account) => enriching.request(base, account),
    async progress(bases) {
      const ofVectors = await embedding?.progress();
      const ofBases = await Promise.all(bases.map((base) => enriching.progress(base)));
      const found = ofBases.filter((progress) => progress !== undefined);
      const sum = (of: 'done' | 'total') => found.reduce((all, progress) => all + progress[of], 0);
      const problem = found.find((progress) => progress.problem)?.problem;
      return [
        ...(ofVectors && embedder ? [{ what: embedder.id, ...toShown(ofVectors) }] : []),
        ...(found.length > 0
          ? [{ what: 'wordings', done: sum('done'), of: sum('total'), ...(problem && { problem }) }]
          : []),
      ];
    },
    async close() {
      await Promise.all([embedding?.close(), enriching.close(), following.close()]);
    },
  };
}

function toShown({ done, total, problem }: Pick<WorkRecord, 'done' | 'total' | 'problem'>) {
  return { done, of: total, ...(problem && { problem }) };
}

/** Questions are written by the models of summaries, which cost least. */
function hireWriter(account: string, deps: WorkDeps): Writer | undefined {
  const config = deps.configOf(account);
  const [first, ...others] = config?.summaryModels ?? [];
  if (!config || !first) return undefined;
  const models = [first, ...others] as const;
  const built = createAccountModels(account, { ...config, models }, deps);
  return { model: built.build(models), retire: () => built.retire() };
}
