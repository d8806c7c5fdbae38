import { readFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import { systemClock, type Clock } from '../clock.ts';
import { decodeText } from './decode-text.ts';
import { openKnowledgeIndex, type Findings } from './knowledge-index.ts';
import type { Language } from './language.ts';
import { scanFolder } from './scan-folder.ts';

/** The owner's documents, searchable; edits in the folder are noticed at the next question. */
export interface Knowledge {
  readonly folder: string;
  /** The best passages, best first: of that language, or, when it has none, of the other. Nothing for nonsense. */
  search(question: string, options: { language: Language; limit: number }): Promise<Findings>;
  /** Headings as examples of what can be asked, in that language if there are any. */
  examples(language: Language, limit: number): Promise<string[]>;
  /** Looks at the folder now and gives the number of passages; a server calls it once at its start. */
  refresh(): Promise<number>;
  close(): void;
}

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
  const index = openKnowledgeIndex(databaseFile);
  let lookedAt = -Infinity;
  let looking: Promise<void> | undefined;
  let complaint = '';

  /** Says what is wrong once, and not with every question. */
  function complain(about: string, facts: object): void {
    if (about !== complaint && about !== '') log.warn({ folder, ...facts }, about);
    complaint = about;
  }
  async function look(): Promise<void> {
    const { documents, ...scan } = await scanFolder(folder);
    const leftOut = [...scan.leftOut];
    const known = index.versions();
    for (const { path, realPath, version } of documents) {
      const isNew = known.get(path) !== version;
      known.delete(path);
      if (!isNew) continue;
      const bytes = await readFile(realPath).catch((cause: unknown) => {
        leftOut.push(`${path} (${(cause as NodeJS.ErrnoException).code})`);
      });
      if (bytes !== undefined) index.put({ path, version, text: decodeText(bytes) });
    }
    for (const path of known.keys()) index.remove(path);
    if (leftOut.length > 0) {
      complain('Some documents are too large, too many or unreadable, and are not searched', {
        leftOut,
      });
    } else if (index.countPassages() === 0) {
      complain('There is nothing to search in KNOWLEDGE_DIR; put *.md or *.txt files there', {});
    } else {
      complain('', {});
    }
  }
  function refresh(): Promise<void> {
    looking ??= look()
      .catch((cause: unknown) => {
        // What was indexed before still answers.
        complain('KNOWLEDGE_DIR could not be read', { err: cause });
      })
      .finally(() => {
        lookedAt = clock.now();
        looking = undefined;
      });
    return looking;
  }
  async function upToDate(): Promise<void> {
    if (clock.now() - lookedAt >= LOOK_EVERY_MS) await refresh();
  }

  return {
    folder,
    async search(question, { language, limit }) {
      await upToDate();
      const findings = index.search(question, language, limit);
      return findings.found.length > 0 ? findings : index.search(question, other(language), limit);
    },
    async examples(language, limit) {
      await upToDate();
      const headings = index.headings(language, limit);
      return headings.length > 0 ? headings : index.headings(other(language), limit);
    },
    async refresh() {
      await refresh();
      return index.countPassages();
    },
    close: () => index.close(),
  };
}

function other(language: Language): Language {
  return language === 'zh' ? 'en' : 'zh';
}
