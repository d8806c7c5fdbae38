import { readFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import type { Sentence } from '../runtime/sentence.ts';
import { systemClock, type Clock } from '../runtime/clock.ts';
import type { Language } from '../answering/language-of-question.ts';
import type { Retriever } from '../answering/retriever.ts';
import { AnswererError } from '../turns/answerer-error.ts';
import { decodeText } from './import/decode-text.ts';
import { chunkDocument } from './import/chunk-document.ts';
import { languageOfDocument } from './import/language-of-document.ts';
import { openIndexToWrite } from './index/index-database.ts';
import { createKnowledgeIndex } from './index/knowledge-index.ts';
import { scanFolder } from './import/scan-folder.ts';

/** The owner's documents, searchable; edits in the folder are noticed at the next question. */
export interface Knowledge extends Retriever {
  readonly folder: string;
  /** Looks at the folder now and gives the number of passages; a server calls it once at its start. */
  refresh(): Promise<number>;
  close(): void;
}

/** What may be wrong with a folder of documents. */
const COMPLAINTS = {
  documents_left_out: {
    en: 'Some documents are too large, too many or unreadable, and are not searched',
    zh: '有些资料太大、太多或读不了，没有用来回答',
  },
  no_documents: {
    en: 'There is nothing to search in KNOWLEDGE_DIR; put *.md or *.txt files there',
    zh: 'KNOWLEDGE_DIR 里没有可用的资料；请放入 *.md 或 *.txt 文件',
  },
  documents_unreadable: { en: 'KNOWLEDGE_DIR could not be read', zh: 'KNOWLEDGE_DIR 读不了' },
} as const satisfies Record<string, Sentence>;
type Complaint = keyof typeof COMPLAINTS;

/** This reads text alone. */
const LIMITS = {
  isWanted: (name: string) => /\.(?:md|txt)$/i.test(name),
  mostDocuments: 2_000,
  mostDocumentBytes: 1_000_000,
  mostBytes: 32_000_000,
};

/** Between two looks at the folder: an owner who edits expects to see it, and many questions may come in a second. */
const LOOK_EVERY_MS = 2_000;

/**
 * Opens a folder of *.md and *.txt files. Nothing is read before the first question or `refresh`. A folder that cannot be
 * read is logged and counts as empty until it can.
 */
export function openKnowledge({
  folder,
  databaseFile = ':memory:',
  log,
  clock = systemClock,
}: {
  folder: string;
  databaseFile?: string;
  log: Logger;
  clock?: Clock;
}): Knowledge {
  const database = openIndexToWrite(databaseFile);
  const index = createKnowledgeIndex(database);
  let lookedAt = -Infinity;
  let looking: Promise<void> | undefined;
  let complaint: Complaint | undefined;

  /** Says what is wrong once, and not with every question. */
  function complain(about: Complaint | undefined, facts: object = {}): void {
    if (about !== undefined && about !== complaint)
      log.warn({ code: about, folder, ...facts, zh: COMPLAINTS[about].zh }, COMPLAINTS[about].en);
    complaint = about;
  }
  async function readFolder(): Promise<void> {
    const { documents, ...scan } = await scanFolder(folder, LIMITS);
    const leftOut = [...scan.leftOut];
    const known = index.revisions();
    for (const { path, realPath, version } of documents) {
      const isNew = known.get(path) !== version;
      known.delete(path);
      if (!isNew) continue;
      const bytes = await readFile(realPath).catch((cause: unknown) => {
        leftOut.push(`${path} (${(cause as NodeJS.ErrnoException).code})`);
      });
      if (bytes !== undefined) put(path, version, decodeText(bytes));
    }
    for (const path of known.keys()) index.remove(path);
    if (leftOut.length > 0) {
      complain('documents_left_out', { leftOut });
    } else if (index.countPassages() === 0) {
      complain('no_documents');
    } else {
      complain(undefined);
    }
  }
  function put(path: string, revision: string, text: string): void {
    const name = path.replace(/^.*\//, '').replace(/\.[^.]*$/, '');
    const chunks = chunkDocument(text, { name, isMarkdown: /\.md$/i.test(path) });
    const language = languageOfDocument(text);
    index.put({ document: path, revision, isFaq: false, language, ...chunks });
  }
  function refresh(): Promise<void> {
    looking ??= readFolder()
      .catch((cause: unknown) => {
        // What was indexed before still answers.
        complain('documents_unreadable', { err: cause });
      })
      .finally(() => {
        lookedAt = clock.now();
        looking = undefined;
      });
    return looking;
  }
  /** Looks into an index that is up to date. */
  async function look<Found>(into: () => Found): Promise<Found> {
    try {
      if (clock.now() - lookedAt >= LOOK_EVERY_MS) await refresh();
      return into();
    } catch (cause) {
      const message = 'The documents could not be searched';
      throw new AnswererError('provider_unreachable', message, { retryable: true, cause });
    }
  }

  return {
    folder,
    search: (question, { language, limit }) =>
      look(() => index.search(question, { language, limit })),
    examples: (language, limit) =>
      look(() => {
        const headings = index.headings(language, limit);
        return headings.length > 0 ? headings : index.headings(other(language), limit);
      }),
    async refresh() {
      await refresh();
      return index.countPassages();
    },
    close: () => void database.close(),
  };
}

function other(language: Language): Language {
  return language === 'zh' ? 'en' : 'zh';
}
