import type { AccountBook } from '../accounts/account-book.ts';
import { openAccountCollections } from '../accounts/account-collections.ts';
import { rotateSecrets, type Rotation } from '../accounts/rotate-secrets.ts';
import type { Config } from '../config/config.ts';
import type { Environment } from '../config/env-reader.ts';
import { parseAccount } from '../config/parse-account.ts';
import { readSecretKeys } from '../config/secret-key.ts';
import { baseNames } from '../config/setting-kind.ts';
import { addKeyToFile, keepNewestKeyInFile } from '../config/secret-key-file.ts';
import { createQuotaDay } from '../inbox/quota-day.ts';
import { createDocuments } from '../knowledge/bases/documents.ts';
import type { Review } from '../learning/review.ts';
import { openPersonasOnce } from '../personas/persona-book.ts';
import type { GuardedFetch } from '../runtime/guarded-fetch.ts';
import { daysBefore } from '../usage/days.ts';
import type { DayUsage } from '../usage/ports.ts';
import type { KnowledgeDesk } from './knowledge/knowledge-desk.ts';
import { openKnowledgeDesk, type OpenDesk } from './knowledge/open-knowledge-desk.ts';
import { completeFrom, type CompleteConfig } from './complete-config.ts';
import { openBooks } from './open-books.ts';
import { openReview } from './open-review.ts';
import { visitStore } from './visit-store.ts';

/** The account book of a command, beside the servers over the same store. */
export interface OpenAccountBook {
  readonly book: AccountBook;
  /** Reads the server's settings of all sources. */
  complete(): Promise<CompleteConfig>;
  /** Reads what an account's models used in so many days, today by the account's time zone included. */
  usageOf(account: string, days: number): Promise<readonly DayUsage[]>;
  /** Opens what an admin reviews of an account's followers. */
  reviewOf(account: string): Promise<Review>;
  rotate(isKeyLost: boolean): Promise<Rotation>;
  /** Opens the documents of an account. Throws AccountError for one that does not exist. */
  documentsOf(account: string): Promise<KnowledgeDesk>;
  close(): Promise<void>;
}

/** Opens the store as a command, which takes no work from the servers. */
export async function openAccountBook(
  given: Config,
  environment: Environment,
  { fetchPage }: { readonly fetchPage?: GuardedFetch | undefined } = {},
): Promise<OpenAccountBook> {
  const { dataDir, secret, previousSecret } = given;
  const { store, events, clock, newId, log } = await visitStore(given);
  const desks: OpenDesk[] = [];
  const { collections } = store;
  const books = openBooks(given, {
    readPersonas: await openPersonasOnce({ collections, clock, log }),
    ...{ store, processes: store.processes, environment },
    ...{ clock, newId },
  });
  const book = books.accounts;
  const complete = () => completeFrom(books.server, given, environment);
  return {
    ...{ book, complete },
    async usageOf(account, days) {
      // What an account used is worth seeing also where another program altered its settings.
      const view = await book.show(account).catch(() => undefined);
      const zone = view?.settings['QUOTA_TIME_ZONE'] ?? given.quotaTimeZone;
      const to = createQuotaDay(zone)(clock.now());
      return store.usage.ofAccount(account, { from: daysBefore(to, days - 1), to });
    },
    async reviewOf(account) {
      const { name, settings } = await book.show(account);
      return openReview(
        {
          account: name,
          base: firstBase(settings['KNOWLEDGE_BASES']) ?? name,
          learnFrom: Number(settings['LEARN_FROM']),
        },
        { collections: store.collections, documents: createDocuments(store), clock },
      );
    },
    rotate: (isKeyLost) =>
      rotateSecrets(
        {
          collections: openAccountCollections(store.collections),
          ring: {
            kind: secret === undefined ? 'file' : 'environment',
            read: () => readSecretKeys({ dataDir, secret, previousSecret }),
            add: () => addKeyToFile(dataDir),
            keepNewest: () => keepNewestKeyInFile(dataDir),
          },
          ...{ clock, newId },
        },
        isKeyLost,
      ),
    async documentsOf(account) {
      const own = parseAccount(await book.values(account), account);
      const { config } = await complete();
      const opened = await openKnowledgeDesk({
        ...{ account, server: config, config: own, store, events, clock, log, fetchPage },
      });
      desks.push(opened);
      return opened.desk;
    },
    async close() {
      for (const desk of desks) await desk.close();
      await store.close();
    },
  };
}

function firstBase(written: string | undefined): string | undefined {
  if (written === undefined) return undefined;
  const parsed = baseNames.parse(written, 'KNOWLEDGE_BASES');
  return 'value' in parsed ? parsed.value[0] : undefined;
}
