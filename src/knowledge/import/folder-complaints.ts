import type { Logger } from 'pino';
import type { Sentence } from '../../runtime/sentence.ts';

/** What may be wrong with a folder of documents. */
const COMPLAINTS = {
  documents_left_out: {
    en: 'Some documents are too many or unreadable, and are not searched',
    zh: '有些资料太多或读不了，没有用来回答',
  },
  no_documents: {
    en: 'There is nothing to search in KNOWLEDGE_DIR; put documents there (.md, .txt, .html, .pdf, .docx, .xlsx, .csv)',
    zh: 'KNOWLEDGE_DIR 里没有可用的资料；请放入文档（.md、.txt、.html、.pdf、.docx、.xlsx、.csv）',
  },
  documents_unreadable: {
    en: 'KNOWLEDGE_DIR could not be read; what was imported before still answers',
    zh: 'KNOWLEDGE_DIR 读不了；先前导入的资料仍可回答',
  },
  documents_vanished: {
    en: 'KNOWLEDGE_DIR is suddenly empty; what was imported before still answers. Put the files back, or leave KNOWLEDGE_DIR out if they shall answer no more',
    zh: 'KNOWLEDGE_DIR 突然空了；先前导入的资料仍可回答。请放回文件；不想再用这些资料，就去掉 KNOWLEDGE_DIR',
  },
  documents_not_imported: {
    en: 'The documents of KNOWLEDGE_DIR could not be imported; the process will retry',
    zh: 'KNOWLEDGE_DIR 的资料没能导入；稍后会重试',
  },
} as const satisfies Record<string, Sentence>;

export type FolderComplaint = keyof typeof COMPLAINTS;

/** Creates what tells the owner about a folder: once for as long as the same is wrong. */
export function createFolderComplaints(
  folder: string,
  log: Logger,
): (about: FolderComplaint | undefined, facts?: object) => void {
  let last: FolderComplaint | undefined;
  return (about, facts = {}) => {
    if (about !== undefined && about !== last)
      log.warn({ code: about, folder, ...facts, zh: COMPLAINTS[about].zh }, COMPLAINTS[about].en);
    last = about;
  };
}
