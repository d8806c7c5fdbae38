import type { Logger } from 'pino';
import { composeStages } from '../../answering/compose-stages.ts';
import type { AccountConfig, Config } from '../../config/config.ts';
import { readSystemPrompt } from '../../config/read-system-prompt.ts';
import type { Emitter } from '../../events/event-bus.ts';
import type { Documents } from '../../knowledge/bases/ports.ts';
import { KnowledgeError } from '../../knowledge/knowledge-error.ts';
import { loadSynonyms } from '../../knowledge/text/load-synonyms.ts';
import { createBotMemory } from '../../models/bots/bot-memory.ts';
import { openBreakers } from '../../models/failover/breakers.ts';
import { createPersonaReader } from '../../personas/persona-reader.ts';
import { createBackground } from '../../runtime/background.ts';
import type { Clock } from '../../runtime/clock.ts';
import { newId } from '../../runtime/new-id.ts';
import type { Store } from '../../store/store.ts';
import { NO_PRICES, openPrices } from '../../usage/prices.ts';
import { createUsageDeps } from '../../usage/usage-deps.ts';
import { buildPipeline } from '../build-pipeline.ts';
import { listAnswerStages } from '../list-answer-stages.ts';
import { toAccountSettings } from '../to-account-settings.ts';
import { toStoreSettings } from '../to-store-settings.ts';
import { askAsFollower } from './ask-as-follower.ts';
import { basesOf } from './account-bases.ts';
import { buildKnowledge } from './build-knowledge.ts';
import { createKnowledgeDesk } from './create-knowledge-desk.ts';
import { importPaths } from './import-paths.ts';
import type { KnowledgeDesk } from './knowledge-desk.ts';
import { knowledgeTexts } from './knowledge-texts.ts';
import { openKnowledgeParts } from './open-knowledge-parts.ts';
import { listUnlistedHosts } from './unlisted-hosts.ts';

interface OpenDeskDeps {
  readonly account: string;
  readonly server: Config;
  readonly config: AccountConfig;
  readonly store: Store;
  readonly events: Emitter;
  readonly clock: Clock;
  readonly log: Logger;
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
    ...{ ...models, store, ownSynonyms },
    bases: () => basesOf(account, config.knowledge).all,
    configOf: (name) => (name === account ? config : undefined),
  });
  const { documents, index, reader, work } = parts;
  // The servers watch the folders.
  const knowledge = buildKnowledge(() => ({ ...parts, watchFolder: () => NO_WATCH }), {
    ...{ clock, log },
  });
  const own = knowledge.ofAccount(account, config);
  const settings = toAccountSettings(config, {
    ...{ name: account, token: '', attemptMs: 0 },
    systemPrompt: readSystemPrompt(config.conversation),
    personas: createPersonaReader()(config.conversation),
  });

  const desk = createKnowledgeDesk({
    ...{ account, bases: own.bases, documents, index, retriever: own.retriever, clock },
    language: config.conversation.language,
    importPaths: (request) => importPaths(request, { documents, reader }),
    async unlistedHosts(record) {
      // An entry of a FAQ is given as it is written, with its links.
      if (record.isFaq) return [];
      const passages = (await documents.passages(record)) ?? [];
      const { address } = record;
      const { linkHosts } = own.rules;
      return listUnlistedHosts(passages, {
        ...{ address, linkHosts, systemPrompt: settings.systemPrompt },
      });
    },
    progress: () => work.progress(own.bases.all),
    async ask(question) {
      // No follower asked.
      const noteUnanswered = () => Promise.resolve();
      const pipeline = buildPipeline(config, {
        ...{ ...models, account, knowledge: own, noteUnanswered },
      });
      const { texts } = settings;
      const stages = listAnswerStages({
        ...{ settings, store, knowledge: own, clock, log, noteUnanswered },
      });
      return askAsFollower(question, {
        ...{ account, settings, newId },
        answer: composeStages(stages, pipeline.answer),
        refusalText: own.rules.refusalText ?? texts.notInDocuments,
        explain(reason, isEmpty) {
          if (reason === 'over-budget') return texts.budgetUsedUp;
          if (reason === 'unpriced') return texts.priceMissing;
          return isEmpty ? texts.failed : undefined;
        },
      });
    },
    async enrich() {
      if (config.summaryModels.length === 0) throw new KnowledgeError(knowledgeTexts.noModel());
      const { passages, calls } = await countToEnrich(own.bases.all, documents);
      for (const base of own.bases.all) await work.enrich(base, account);
      return { passages, calls, hasServer: (await store.processes.living()).length > 0 };
    },
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

/** Counts the passages that are no entries of a FAQ, and those of them without other wordings. */
async function countToEnrich(
  bases: readonly string[],
  documents: Pick<Documents, 'list' | 'passages'>,
): Promise<{ passages: number; calls: number }> {
  const count = { passages: 0, calls: 0 };
  for (const base of bases)
    for (const record of await documents.list(base)) {
      if (record.isFaq || record.state !== 'ok') continue;
      const passages = (await documents.passages(record)) ?? [];
      count.passages += passages.length;
      count.calls += passages.filter(({ wordings }) => wordings.length === 0).length;
    }
  return count;
}

/** The servers watch the folders. */
const NO_WATCH = { scanned: Promise.resolve(), stop: () => Promise.resolve() };
