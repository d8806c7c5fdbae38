import type { Logger } from 'pino';
import type { AccountConfig, Config } from '../../config/config.ts';
import type { Emitter } from '../../events/event-bus.ts';
import { loadSynonyms } from '../../knowledge/text/load-synonyms.ts';
import { createBotMemory } from '../../models/bots/bot-memory.ts';
import { openBreakers } from '../../models/failover/breakers.ts';
import { openPersonasOnce } from '../../personas/persona-book.ts';
import { createBackground } from '../../runtime/background.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { GuardedFetch } from '../../runtime/guarded-fetch.ts';
import { newId } from '../../runtime/new-id.ts';
import type { Store } from '../../store/store.ts';
import { NO_PRICES, openPrices } from '../../usage/prices.ts';
import { createUsageDeps } from '../../usage/usage-deps.ts';
import { buildPipeline } from '../build-pipeline.ts';
import { toStoreSettings } from '../to-store-settings.ts';
import { assembleDesk } from './assemble-desk.ts';
import { basesOf } from './account-bases.ts';
import { buildKnowledge } from './build-knowledge.ts';
import type { KnowledgeDesk } from './knowledge-desk.ts';
import { openKnowledgeParts } from './open-knowledge-parts.ts';

interface OpenDeskDeps {
  readonly account: string;
  readonly server: Config;
  readonly config: AccountConfig;
  readonly store: Store;
  readonly events: Emitter;
  readonly clock: Clock;
  readonly log: Logger;
  /** Reads pages of the web in place of the product's own. */
  readonly fetchPage?: GuardedFetch | undefined;
}

/** The documents of an account for a command, until `close`. */
export interface OpenDesk {
  readonly desk: KnowledgeDesk;
  close(): Promise<void>;
}

/** Opens the documents of one account beside the servers, with the same search and the same answers. */
export async function openKnowledgeDesk(deps: OpenDeskDeps): Promise<OpenDesk> {
  const { account, server, config, store, events, clock, log } = deps;
  const ownSynonyms = server.synonymsFile === undefined ? [] : loadSynonyms(server.synonymsFile);
  const background = createBackground(log);
  const prices = server.pricesFile === undefined ? NO_PRICES : openPrices(server.pricesFile, log);
  const usage = createUsageDeps({ clock, newId, log, store: store.usage, prices, events });
  const breakers = await openBreakers({
    ...{ collections: store.collections, events, clock, log, background },
  });
  const botMemory = createBotMemory({
    ...{ collections: store.collections, log },
    keptForMs: toStoreSettings(server).retentionMs,
  });
  const models = { events, breakers, botMemory, usage, clock, log, background };
  const parts = openKnowledgeParts(server, {
    ...{ ...models, store, ownSynonyms, fetchPage: deps.fetchPage },
    bases: () => basesOf(account, config.knowledge).all,
    accounts: () => [account],
    configOf: (name) => (name === account ? config : undefined),
  });
  // The servers watch the folders.
  const knowledge = buildKnowledge(() => ({ ...parts, watchFolder: () => NO_WATCH }), {
    ...{ clock, log },
  });
  const own = knowledge.ofAccount(account, config);
  const { collections } = store;
  const readPersonas = await openPersonasOnce({ collections, clock, log });
  const desk = assembleDesk({
    ...{ account, config, store, clock, log, newId, parts },
    knowledge: own,
    personas: readPersonas(config.conversation, account),
    answer: () =>
      buildPipeline(config, {
        ...{ ...models, account, knowledge: own },
        // No follower asked.
        noteUnanswered: () => Promise.resolve(),
      }).answer,
  });
  return {
    desk,
    async close() {
      own.retire();
      breakers.stop();
      await knowledge.stop();
      await background.settled();
      await usage.ledger.close();
    },
  };
}

/** The servers watch the folders. */
const NO_WATCH = { scanned: Promise.resolve(), stop: () => Promise.resolve() };
