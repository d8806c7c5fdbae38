import { readFile } from 'node:fs/promises';
import type { Retriever } from '../answering/retriever.ts';
import { chooseFormat } from './import/choose-format.ts';
import { parseDocument } from './import/parse-document.ts';
import { scanFolder } from './import/scan-folder.ts';
import { openIndexToWrite } from './index/index-database.ts';
import { createKnowledgeIndex } from './index/knowledge-index.ts';
import { inOurWords } from './retrieval/in-our-words.ts';

/** The documents of a folder, searchable until `close`. */
export interface FolderSearch extends Retriever {
  close(): void;
}

/**
 * Opens a folder that does not change, such as the handbook. It is read once, with the first question, and kept in memory.
 * Its files are trusted, and are read in this process.
 */
export function searchFolder(folder: string): FolderSearch {
  const database = openIndexToWrite(':memory:');
  const index = createKnowledgeIndex(database);
  let reading: Promise<void> | undefined;

  const readFolder = async () => {
    const { documents } = await scanFolder(folder);
    for (const { path, realPath, version } of documents) {
      const format = chooseFormat(path);
      if (typeof format !== 'string') continue;
      const cut = await parseDocument(await readFile(realPath), { name: path, format });
      index.put({ ...cut, document: path, revision: version });
    }
  };
  /** Looks into the index once the folder was read; after a failure the next question reads it again. */
  const look = <Found>(into: () => Found) =>
    inOurWords(async () => {
      reading ??= readFolder();
      await reading.catch((error: unknown) => {
        reading = undefined;
        throw error;
      });
      return into();
    });

  return {
    search: (question, { language, limit }) =>
      look(() => index.search(question, { language, limit })),
    examples: (language, limit) =>
      look(() => {
        const headings = index.headings(language, limit);
        return headings.length > 0
          ? headings
          : index.headings(language === 'zh' ? 'en' : 'zh', limit);
      }),
    close: () => void database.close(),
  };
}
