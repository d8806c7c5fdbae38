import type { AnswerPipeline } from '../../answering/answerer.ts';
import { composeStages } from '../../answering/compose-stages.ts';
import { createKnowLinks } from '../../answering/stages/know-links.ts';
import type { AccountConfig } from '../../config/config.ts';
import { readSystemPrompt } from '../../config/read-system-prompt.ts';
import type { AccountPersonas } from '../../personas/persona-reader.ts';
import type { Documents } from '../../knowledge/bases/ports.ts';
import { KnowledgeError } from '../../knowledge/knowledge-error.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import type { Store } from '../../store/store.ts';
import { listAnswerStages } from '../list-answer-stages.ts';
import { toAccountSettings } from '../to-account-settings.ts';
import type { AccountKnowledge } from './account-knowledge.ts';
import { askAsFollower } from './ask-as-follower.ts';
import type { Knowledge } from './build-knowledge.ts';
import { createKnowledgeDesk } from './create-knowledge-desk.ts';
import { importPages } from './import-pages.ts';
import { importFile, importPaths } from './import-paths.ts';
import type { KnowledgeDesk } from './knowledge-desk.ts';
import { knowledgeTexts } from './knowledge-texts.ts';
import { listUnlistedHosts } from './unlisted-hosts.ts';

interface AssembleDeps extends Pick<Runtime, 'clock' | 'log' | 'newId'> {
  readonly account: string;
  readonly config: AccountConfig;
  readonly knowledge: AccountKnowledge;
  readonly parts: Knowledge['parts'];
  readonly personas: AccountPersonas;
  /** What answers the account's followers, or the same for a command. */
  readonly answer: () => AnswerPipeline['answer'];
  readonly store: Pick<Store, 'collections' | 'turns' | 'processes'>;
}

/** Makes the desk of an account over documents and a search that are open: a server's, or those of a command. */
export function assembleDesk(deps: AssembleDeps): KnowledgeDesk {
  const { account, config, knowledge, store, clock, log, newId } = deps;
  const { documents, index, reader, fetchPage, work } = deps.parts;
  const { bases } = knowledge;
  const settings = toAccountSettings(config, {
    ...{ name: account, token: '', attemptMs: 0 },
    systemPrompt: readSystemPrompt(config.conversation),
    personas: deps.personas,
  });
  return createKnowledgeDesk({
    ...{ account, bases, documents, index, retriever: knowledge.retriever, clock },
    language: config.conversation.language,
    importPaths: (request) => importPaths(request, { documents, reader }),
    importPages: (request) => importPages(request, { documents, reader, fetchPage }),
    importFile: ({ path, document, base, address }) =>
      importFile({ path, document }, { base, address }, { documents, reader }),
    syncArticles: (request) => work.articles.run({ account, isByItself: false, ...request }),
    followsArticles: config.knowledge.syncsArticles,
    async unlistedHosts(record) {
      // An entry of a FAQ is given as it is written, with its links.
      if (record.isFaq) return [];
      const passages = (await documents.passages(record)) ?? [];
      const { address } = record;
      const { linkHosts } = knowledge.rules;
      return listUnlistedHosts(passages, {
        ...{ address, linkHosts, systemPrompt: settings.systemPrompt },
      });
    },
    progress: () => work.progress(bases.all),
    async ask(question) {
      const { texts } = settings;
      const stages = listAnswerStages({
        ...{ settings, store, knowledge, clock, log },
        // No follower asked.
        noteUnanswered: () => Promise.resolve(),
      });
      return askAsFollower(question, {
        ...{ account, settings, newId },
        answer: composeStages([...stages, createKnowLinks(settings.links)], deps.answer()),
        refusalText: knowledge.rules.refusalText ?? texts.notInDocuments,
        explain(reason, isEmpty) {
          if (reason === 'over-budget') return texts.budgetUsedUp;
          if (reason === 'unpriced') return texts.priceMissing;
          return isEmpty ? texts.failed : undefined;
        },
      });
    },
    async enrich() {
      if (config.summaryModels.length === 0) throw new KnowledgeError(knowledgeTexts.noModel());
      const { passages, calls } = await countToEnrich(bases.all, documents);
      for (const base of bases.all) await work.enrich(base, account);
      return { passages, calls, hasServer: (await store.processes.living()).length > 0 };
    },
  });
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
