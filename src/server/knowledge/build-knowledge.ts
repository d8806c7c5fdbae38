import type { AccountConfig } from '../../config/config.ts';
import type { Embedder } from '../../answering/embedder.ts';
import type { Faq } from '../../answering/faq.ts';
import type { Retriever } from '../../answering/retriever.ts';
import type { StoredVectors } from '../../knowledge/bases/passage-vectors.ts';
import type { Documents } from '../../knowledge/bases/ports.ts';
import type { SearchIndex } from '../../knowledge/index/search-index.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { waitAtMost } from '../../runtime/wait-at-most.ts';
import { basesOf, type AccountBases } from './account-bases.ts';
import { createAccountKnowledge, type AccountKnowledge } from './account-knowledge.ts';
import { createBaseSummaries } from './base-summaries.ts';
import { createFolderWatches, type FolderWatch } from './folder-watches.ts';
import { createHandbook } from './handbook.ts';

/** The documents of all accounts, as this process works with them. */
export interface Knowledge {
  /** Returns what an account answers from; from now on its folder is watched in place of the one before. */
  ofAccount(account: string, config: AccountConfig): AccountKnowledge;
  /** Watches no folder for the account any more. */
  forget(account: string): void;
  /** Waits a while for the first look at the folders and for the index; afterwards both go on by themselves. */
  prepare(): Promise<void>;
  stop(): Promise<void>;
}

/** What all accounts of the process share, made once. */
export interface KnowledgeParts {
  readonly documents: Documents;
  readonly index: SearchIndex;
  createRetriever(
    bases: readonly string[],
    account: string,
    config: AccountConfig,
  ): { readonly retriever: Retriever; retire(): void };
  createFaq(bases: readonly string[]): Faq;
  readonly vectors: StoredVectors;
  /** Of EMBEDDING_MODEL. */
  readonly embedder: Embedder | undefined;
  watchFolder(folder: NonNullable<AccountBases['folder']>): FolderWatch;
  stop(): Promise<void>;
}

/** A start waits no longer; a folder with large PDFs may take minutes. */
const PATIENCE_MS = 10_000;

export function buildKnowledge(
  parts: KnowledgeParts,
  { clock, log }: Pick<Runtime, 'clock' | 'log'>,
): Knowledge {
  const { documents, index } = parts;
  const summaries = createBaseSummaries(documents);
  const handbook = createHandbook({ log, clock });
  const watches = createFolderWatches((folder) => parts.watchFolder(folder));
  const basesOfAccounts = new Map<string, AccountBases>();
  const inUse = () => [...new Set([...basesOfAccounts.values()].flatMap(({ all }) => all))];
  // What the banner and the status page say follows the store.
  const unfollow = documents.follow(() => void summaries.read(inUse()).catch(() => undefined));

  return {
    ofAccount(account, config) {
      const bases = basesOf(account, config.knowledge);
      basesOfAccounts.set(account, bases);
      watches.set(account, bases.folder);
      const { retriever, retire } = parts.createRetriever(bases.all, account, config);
      return createAccountKnowledge({
        bases,
        rules: config.knowledge,
        mayUseHandbook:
          config.chatModels.length === 0 &&
          config.knowledge.folder === undefined &&
          config.knowledge.bases === undefined,
        documents: retriever,
        retire,
        handbook: () => handbook.open(),
        faq: parts.createFaq(bases.all),
        summaries,
      });
    },
    forget(account) {
      basesOfAccounts.delete(account);
      watches.set(account, undefined);
    },
    async prepare() {
      const until = clock.now() + PATIENCE_MS;
      let isScanned = false;
      const scanned = watches.scanned().then(() => (isScanned = true));
      await waitAtMost(clock, PATIENCE_MS, scanned);
      const bases = inUse();
      const { documents: count, passages } = await summaries.read(bases);
      if (count === 0 && isScanned) return;
      const left = Math.max(0, until - clock.now());
      const isThere = isScanned && (await index.catchUp(bases, left)) === 'caught up';
      const facts = { documents: count, passages };
      if (isThere)
        log.info(
          { code: 'documents_ready', ...facts, zh: '资料可以检索了' },
          'The documents can be searched',
        );
      else
        log.info(
          {
            code: 'documents_behind',
            ...facts,
            zh: '资料还在读取和建立索引，完成之前的回答先用已有的部分',
          },
          'Documents are still being read and indexed; answers use what is there until it is done',
        );
    },
    async stop() {
      unfollow();
      await watches.stop();
      await parts.stop();
      handbook.close();
    },
  };
}
