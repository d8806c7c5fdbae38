import { join } from 'node:path';
import type { Reranker } from '../../answering/reranker.ts';
import { createTellCall } from '../../answering/tell-call.ts';
import { tellSearches } from '../../answering/tell-searches.ts';
import type { AccountConfig, ServerConfig } from '../../config/config.ts';
import { DEFAULT_ACCOUNT } from '../../config/default-account.ts';
import { createQuotaDay } from '../../inbox/quota-day.ts';
import { createDocuments } from '../../knowledge/bases/documents.ts';
import { createPassageVectors } from '../../knowledge/bases/passage-vectors.ts';
import { createFaqBook } from '../../knowledge/faq/faq-book.ts';
import { createWorkerSearchIndex } from '../../knowledge/index/worker-search-index.ts';
import { createImportLease } from '../../knowledge/import/import-lease.ts';
import { createDocumentReader } from '../../knowledge/import/read-document.ts';
import { watchFolder } from '../../knowledge/import/watch-folder.ts';
import { createRetriever } from '../../knowledge/retrieval/create-retriever.ts';
import { needsCompletion } from '../../knowledge/text/needs-completion.ts';
import { createEmbedders, type Embedders } from '../../models/embedding/embedders.ts';
import type { ProviderModel } from '../../models/model-settings.ts';
import { createReranker } from '../../models/reranking/create-reranker.ts';
import { createRenderer } from '../../rendering/renderer.ts';
import type { GuardedFetch } from '../../runtime/guarded-fetch.ts';
import type { Store } from '../../store/store.ts';
import { createCallCounter } from '../../usage/call-counter.ts';
import { createAccountModels, type ModelsDeps } from '../build-models.ts';
import { createWebFetch } from '../create-web-fetch.ts';
import type { KnowledgeParts } from './build-knowledge.ts';
import { buildKnowledgeWork } from './build-knowledge-work.ts';

interface PartsDeps extends ModelsDeps {
  readonly store: Pick<Store, 'collections' | 'background' | 'processes' | 'accessTokens'>;
  /** What SYNONYMS_FILE holds, line by line. */
  readonly ownSynonyms: readonly string[];
  /** Every base that an account of this process reads. */
  readonly bases: () => readonly string[];
  /** Reads pages of the web; the product's own unless a test plays the web. */
  readonly fetchPage?: GuardedFetch | undefined;
  /** The accounts of this process. */
  readonly accounts: () => readonly string[];
  /** What is set for an account of this process. */
  readonly configOf: (account: string) => AccountConfig | undefined;
}

/** Opens the documents of the store with the search of this machine, and the models that help it. */
export function openKnowledgeParts(
  config: Pick<ServerConfig, 'dataDir' | 'embeddingModel' | 'fetchProxy'> &
    Pick<AccountConfig, 'quotaTimeZone'>,
  deps: PartsDeps,
): KnowledgeParts {
  const { store, ownSynonyms, clock, log, events } = deps;
  const { collections } = store;
  const documents = createDocuments({ collections, clock });
  const vectors = createPassageVectors({ collections });
  const embedders = createSharedEmbedders(config, deps);
  const embedder = embedders.current;
  const index = createWorkerSearchIndex({
    folder: join(config.dataDir, 'knowledge'),
    ...{ documents, vectors, ownSynonyms, clock, log },
    models: () => (embedder ? [embedder.id] : []),
  });
  const reader = createDocumentReader({ clock });
  const lease = createImportLease({ collections, id: store.processes.me });
  const faqBook = createFaqBook(documents);
  const work = buildKnowledgeWork({ ...deps, documents, reader, vectors, embedder });
  return {
    ...{ documents, index, reader, work },
    fetchPage: deps.fetchPage ?? createWebFetch(config, clock),
    createFaq: (bases) => faqBook.ofBases(bases),
    createRetriever(bases, account, settings) {
      const { models, rerankModel, queryModel } = modelsOf(account, settings, deps);
      const retriever = createRetriever({
        ...{ index, clock, log },
        bases: () => bases,
        findEmbedder: (model) => embedders.find(model),
        ...(rerankModel && { reranker: rerankModel }),
        ...(queryModel && { queryModel }),
        createFilter: () => createRenderer(),
        leavesOut: needsCompletion,
        tellCall: createTellCall(events),
      });
      return {
        retriever: tellSearches(retriever, { clock, events }),
        retire: () => models.retire(),
      };
    },
    watchFolder: ({ path, base }) =>
      watchFolder({ folder: path, base, documents, reader, lease, clock, log }),
    async stop() {
      await work.close();
      await index.close();
    },
  };
}

/** Every account's passages and questions are embedded by one model, at the cost of the account at /wechat. */
function createSharedEmbedders(
  { embeddingModel, quotaTimeZone }: Parameters<typeof openKnowledgeParts>[0],
  deps: PartsDeps,
): Embedders {
  return createEmbedders(embeddingModel, jsonDeps(DEFAULT_ACCOUNT, quotaTimeZone, deps));
}

function modelsOf(
  account: string,
  settings: AccountConfig,
  deps: PartsDeps,
): {
  readonly models: ReturnType<typeof createAccountModels>;
  readonly rerankModel: Reranker | undefined;
  readonly queryModel: ReturnType<ReturnType<typeof createAccountModels>['build']> | undefined;
} {
  const { rerankModel, queryModel, quotaTimeZone } = settings;
  const asked: readonly ProviderModel[] = queryModel ? [queryModel] : [];
  const models = createAccountModels(account, { ...settings, models: asked }, deps);
  return {
    models,
    rerankModel: rerankModel && createReranker(rerankModel, jsonDeps(account, quotaTimeZone, deps)),
    queryModel: queryModel && models.build([queryModel]),
  };
}

function jsonDeps(account: string, zone: string, deps: PartsDeps) {
  const { clock, log, events, usage } = deps;
  const dayOf = createQuotaDay(zone);
  const countTokens = createCallCounter({ ...usage, account, dayOf });
  return { clock, log, events, account, countTokens };
}
