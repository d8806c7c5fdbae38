import type { DocumentQuery } from '../../console/knowledge/knowledge-contract.ts';
import type { KnowledgeDesk } from '../../console/knowledge/knowledge-desk.ts';
import type { DocumentRecord } from '../../knowledge/bases/document-record.ts';
import { toTypedAddress } from '../../knowledge/import/read-address.ts';
import { createOwnAnswers } from '../../learning/own-answers.ts';
import type { AdviceLanguage } from '../../runtime/sentence.ts';
import { assembleDesk } from '../knowledge/assemble-desk.ts';
import type { ListedDocument } from '../knowledge/knowledge-desk.ts';
import { readFileName } from './read-file-name.ts';
import type { ConsoleWorld } from './console-world.ts';
import { refusals } from './knowledge-refusals.ts';
import { openLearningDesk } from './open-learning-desk.ts';
import { requireBuilt } from './require-built.ts';
import { openUploadPlace } from './upload-place.ts';

const MOST_LISTED = 1000;
const MOST_PASSAGES = 200;
const MOST_FOUND = 8;
const MOST_ENTRIES = 50;

/** Opens the desk for knowledge over the documents and the search that the server itself uses. */
export function openKnowledgeDesk(world: ConsoleWorld): KnowledgeDesk {
  const { store, runtime, personas, config } = world;
  const { parts } = world.knowledge;
  const { documents } = parts;
  const uploads = openUploadPlace(config.dataDir, { ...runtime, processes: store.processes });

  const open = (account: string) => {
    const built = requireBuilt(world, account);
    const desk = assembleDesk({
      ...{ account, config: built.config, store, parts, knowledge: built.knowledge },
      ...{ clock: runtime.clock, log: runtime.log, newId: runtime.newId },
      personas: personas.read(built.config.conversation, account),
      answer: () => built.pipeline.answer,
    });
    const { bases } = built.knowledge;
    const ownAnswers = createOwnAnswers({
      ...{ bases: bases.named, documents, newId: runtime.newId },
    });
    return { desk, built, bases, ownAnswers };
  };

  /** Other accounts' bases are none of this one's. */
  const find = async ({ account, base, document }: DocumentQuery) => {
    const opened = open(account);
    if (!opened.bases.all.includes(base)) throw refusals.noBase(base);
    const record = await documents.find(base, document);
    if (!record) throw refusals.noDocument(document);
    const folder = opened.bases.folder?.base === base ? opened.bases.folder.path : undefined;
    return { ...opened, record, folder };
  };

  return {
    ...openLearningDesk(world),
    async overview({ account, q = '' }, language) {
      const { desk, bases, built } = open(account);
      const [all, progress, empty] = await Promise.all([
        desk.list(),
        desk.progress(),
        desk.emptyBases(),
      ]);
      const words = q.trim().toLowerCase();
      const matching = all.filter(({ document, title }) =>
        `${document}\n${title}`.toLowerCase().includes(words),
      );
      return {
        bases: [...bases.named],
        ...(bases.folder && { folder: bases.folder.path }),
        documents: matching.slice(0, MOST_LISTED).map((one) => toListed(one, language)),
        total: matching.length,
        progress: progress.map(({ problem, ...rest }) => ({
          ...rest,
          ...(problem && { problem: problem[language] }),
        })),
        emptyBases: [...(empty?.empty ?? [])],
        isOnly: built.knowledge.rules.isOnly,
      };
    },
    async add({ account, base: wanted, name, address: typed }, file, language) {
      const { desk, bases } = open(account);
      const base = wanted ?? bases.named[0];
      if (!bases.named.includes(base)) throw refusals.noBase(base);
      const document = readFileName(name);
      if (document === undefined) throw refusals.fileName();
      const address = typed === undefined ? undefined : toTypedAddress(typed);
      if (typed !== undefined && address === undefined) throw refusals.address();
      const { problem, hosts, ...added } = await uploads.receive(file, (path) =>
        desk.addFile({ path, document, base, address }),
      );
      return {
        ...{ ...added, base, hosts: [...hosts] },
        ...(problem && { problem: problem[language] }),
      };
    },
    async remove(query) {
      const { desk, folder } = await find(query);
      if (folder !== undefined) throw refusals.inFolder(folder);
      await desk.remove(query.document, query.base);
    },
    async read(query, language) {
      const { record, folder } = await find(query);
      const passages = (await documents.passages(record)) ?? [];
      return {
        ...toListed({ ...record, ...(folder !== undefined && { folder }) }, language),
        parts: passages.slice(0, MOST_PASSAGES).map(({ heading, body, wordings }) => ({
          ...{ heading, text: body, wordings: [...wordings] },
        })),
      };
    },
    async faq({ account, after }) {
      const from = Math.max(0, Number(after ?? 0) || 0);
      const { items, isMore } = await open(account).ownAnswers.list(from, MOST_ENTRIES);
      return {
        items: items.map(({ id, record, question, variants, answer }) => ({
          ...{ id, base: record.base, document: record.document, changedAt: record.importedAt },
          ...{ question, variants: [...variants], answer },
        })),
        ...(isMore && { next: String(from + MOST_ENTRIES) }),
      };
    },
    async changeFaq(account, change) {
      const written = await open(account).ownAnswers.put(change);
      if (!written) throw refusals.noEntry();
      return written;
    },
    async search(account, { question, answer: isAsked }) {
      const { desk, built } = open(account);
      const { knowledge } = built;
      const [{ isBelowFloor, results }, entry, asked] = await Promise.all([
        desk.search(question, MOST_FOUND),
        knowledge.faq.find(question),
        isAsked ? desk.ask(question) : undefined,
      ]);
      return {
        ...{ isBelowFloor, isOnly: knowledge.rules.isOnly },
        ...(entry && {
          faq: { document: entry.document, question: entry.question, answer: entry.answer },
        }),
        passages: results.map(withoutNull),
        ...(asked && {
          answer: {
            text: asked.answer,
            isRefused: asked.refused,
            sources: asked.sources.map(withoutNull),
          },
        }),
      };
    },
  };
}

function toListed(
  record: DocumentRecord & Pick<ListedDocument, 'folder'>,
  language: AdviceLanguage,
) {
  const { base, document, title, passages, isFaq, address, folder, problem } = record;
  return {
    ...{ base, document, title, passages, isFaq },
    ...{ changedAt: record.importedAt, isFailed: record.state === 'failed' },
    ...(address !== undefined && { address }),
    ...(folder !== undefined && { folder }),
    ...(problem && { problem: problem[language] }),
  };
}

function withoutNull<Row extends { readonly address: string | null }>({
  address,
  ...rest
}: Row): Omit<Row, 'address'> & { readonly address?: string } {
  return { ...rest, ...(address !== null && { address }) };
}
