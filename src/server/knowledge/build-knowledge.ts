import type { AccountConfig } from '../../config/config.ts';
import type { Faq } from '../../answering/faq.ts';
import type { Retriever } from '../../answering/retriever.ts';
import type { StoredDocuments } from '../../knowledge/bases/documents.ts';
import type { DocumentReader } from '../../knowledge/import/read-document.ts';
import { documentTexts } from '../../diagnosis/document-texts.ts';
import type { SearchIndex } from '../../knowledge/index/search-index.ts';
import type { GuardedFetch } from '../../runtime/guarded-fetch.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { waitAtMost } from '../../runtime/wait-at-most.ts';
import { basesOf, type AccountBases } from './account-bases.ts';
import type { KnowledgeWork } from './build-knowledge-work.ts';
import { createAccountKnowledge, type AccountKnowledge } from './account-knowledge.ts';
import { catchUpFirst } from './catch-up-first.ts';
import { createBaseSummaries } from './base-summaries.ts';
import type { FolderWatch } from '../../knowledge/import/watch-folder.ts';
import { findEmptyBases } from './empty-bases.ts';
import { createFolderWatches } from './folder-watches.ts';
import { createHandbook } from './handbook.ts';

/** The documents of all accounts, as this process works with them. */
export interface Knowledge {
  /** Returns what an account answers from; from now on its folder is watched in place of the one before. */
  ofAccount(account: string, config: AccountConfig): AccountKnowledge;
  /** Watches no folder for the account any more. */
  forget(account: string): void;
  /** Waits a while for the first look at the folders and for the index; afterwards both go on by themselves. */
  prepare(): Promise<void>;
  /** What owners look into and change. */
  readonly parts: Pick<KnowledgeParts, 'documents' | 'index' | 'reader' | 'fetchPage' | 'work'>;
  /** For the background queue of the store, by kind. */
  readonly steps: KnowledgeWork['steps'];
  stop(): Promise<void>;
}

/** The accounts of this process, as they are now. */
export interface ServedAccounts {
  readonly bases: () => readonly string[];
  readonly accounts: () => readonly string[];
  readonly configOf: (account: string) => AccountConfig | undefined;
}

/** What all accounts of the process share, made once. */
export interface KnowledgeParts {
  readonly documents: StoredDocuments;
  readonly index: SearchIndex;
  readonly reader: DocumentReader;
  readonly fetchPage: GuardedFetch;
  createRetriever(
    bases: readonly string[],
    account: string,
    config: AccountConfig,
  ): { readonly retriever: Retriever; readonly retire: () => void };
  createFaq(bases: readonly string[]): Faq;
  readonly work: KnowledgeWork;
  watchFolder(folder: NonNullable<AccountBases['folder']>): Pick<FolderWatch, 'scanned' | 'stop'>;
  stop(): Promise<void>;
}

/** A start waits no longer; a folder with large PDFs may take minutes. */
const PATIENCE_MS = 10_000;

export function buildKnowledge(
  openParts: (accounts: ServedAccounts) => KnowledgeParts,
  { clock, log }: Pick<Runtime, 'clock' | 'log'>,
): Knowledge {
  const served = new Map<
    string,
    { readonly bases: AccountBases; readonly config: AccountConfig }
  >();
  const inUse = () => [...new Set([...served.values()].flatMap(({ bases }) => bases.all))];
  const parts = openParts({
    bases: inUse,
    accounts: () => [...served.keys()],
    configOf: (account) => served.get(account)?.config,
  });
  const { documents, index } = parts;
  const summaries = createBaseSummaries(documents);
  const handbook = createHandbook();
  const watches = createFolderWatches((folder) => parts.watchFolder(folder));
  // What the banner and the status page say follows the store.
  const unfollow = documents.follow(() => void summaries.read(inUse()).catch(() => undefined));

  const noteProblem = (error: unknown) =>
    log.warn(
      { code: 'documents_not_ready', err: error, zh: '资料现在还不能检索，会再试' },
      'The documents cannot be searched yet; it will be retried',
    );

  /** A misspelt base looks like one without documents. */
  const warnOfEmptyBases = async () => {
    for (const [account, { bases, config }] of served) {
      if (config.knowledge.bases === undefined) continue;
      const found = await findEmptyBases(bases, documents);
      if (!found) continue;
      const { en, zh } = documentTexts.emptyBases(found);
      log.warn({ code: 'bases_empty', account, ...found, zh }, en);
    }
  };

  return {
    parts,
    steps: parts.work.steps,
    ofAccount(account, config) {
      const bases = basesOf(account, config.knowledge);
      served.set(account, { bases, config });
      watches.set(account, bases.folder);
      const { retriever, retire } = parts.createRetriever(bases.all, account, config);
      return createAccountKnowledge({
        bases,
        rules: config.knowledge,
        mayUseHandbook:
          config.chatModels.length === 0 &&
          config.knowledge.folder === undefined &&
          config.knowledge.bases === undefined,
        documents: catchUpFirst(retriever, { documents, index, bases: bases.all }),
        retire,
        handbook: () => handbook.open(),
        faq: parts.createFaq(bases.all),
        summaries,
      });
    },
    forget(account) {
      const before = served.get(account)?.bases.all ?? [];
      served.delete(account);
      watches.set(account, undefined);
      const stillRead = new Set(inUse());
      index.leave(before.filter((base) => !stillRead.has(base)));
    },
    async prepare() {
      const until = clock.now() + PATIENCE_MS;
      let isScanned = false;
      const scanned = watches.scanned().then(() => (isScanned = true));
      await waitAtMost(clock, PATIENCE_MS, scanned);
      await parts.work.begin().catch(noteProblem);
      await warnOfEmptyBases().catch(noteProblem);
      const bases = inUse();
      const { documents: count, passages } = await summaries.read(bases);
      if (count === 0 && isScanned) return;
      const left = Math.max(0, until - clock.now());
      const caughtUp = async () => (await index.catchUp(bases, left)) === 'caught up';
      // A search that does not work now is no reason to answer nothing at all.
      const isThere = isScanned && (await caughtUp().catch(noteProblem)) === true;
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
      // The file that is being read is given up.
      parts.reader.close();
      await watches.stop();
      await parts.stop();
      handbook.close();
    },
  };
}
