import { fileURLToPath } from 'node:url';
import type { Retriever } from '../../answering/retriever.ts';
import { searchFolder, type FolderSearch } from '../../knowledge/search-folder.ts';

/** The bilingual handbook about Kuaihui that comes with the package. */
const FOLDER = fileURLToPath(new URL('../../../handbook', import.meta.url));

/** Creates what opens the handbook when the first question needs it; it is kept in memory only. */
export function createHandbook(): { open(): Retriever; close(): void } {
  let opened: FolderSearch | undefined;
  return {
    open: () => (opened ??= searchFolder(FOLDER)),
    close: () => opened?.close(),
  };
}
