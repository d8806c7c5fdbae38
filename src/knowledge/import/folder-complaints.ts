import type { Logger } from 'pino';
import type { Sentence } from '../../runtime/sentence.ts';

/** What a complaint tells beside the folder. */
interface ComplaintFacts {
  /** Files that are not searched. */
  readonly leftOut?: readonly string[];
  /** Whether documents of the folder are in its base. */
  readonly hasDocuments?: boolean;
  readonly isMissing?: boolean;
  readonly err?: unknown;
}

/** What may be wrong with a folder of documents. */
const COMPLAINTS = {
  documents_left_out: (_folder, { leftOut = [] }) => ({
    en: `${leftOut.join(', ')}: too many or unreadable, and not searched`,
    zh: `${leftOut.join('、')}：太多或读不了，没有用来回答`,
  }),
  no_documents: (folder) => ({
    en: `There is nothing to search in KNOWLEDGE_DIR=${folder}; put documents there (.md, .txt, .html, .pdf, .docx, .xlsx, .csv)`,
    zh: `KNOWLEDGE_DIR=${folder} 里没有可用的资料；请放入文档（.md、.txt、.html、.pdf、.docx、.xlsx、.csv）`,
  }),
  documents_unreadable: (folder, { hasDocuments = false, isMissing = false }) => ({
    en: `KNOWLEDGE_DIR=${folder} ${isMissing ? 'does not exist' : 'could not be read'}; ${hasDocuments ? 'what was imported before still answers' : 'nothing of it answers yet'}`,
    zh: `KNOWLEDGE_DIR=${folder} ${isMissing ? '不存在' : '读不了'}；${hasDocuments ? '先前导入的资料仍可回答' : '里面的资料还不能用来回答'}`,
  }),
  documents_vanished: (folder) => ({
    en: `KNOWLEDGE_DIR=${folder} is suddenly empty; what was imported before still answers. Put the files back, or leave KNOWLEDGE_DIR out if they shall answer no more`,
    zh: `KNOWLEDGE_DIR=${folder} 突然空了；先前导入的资料仍可回答。请放回文件；不想再用这些资料，就去掉 KNOWLEDGE_DIR`,
  }),
  documents_not_imported: (folder) => ({
    en: `The documents of KNOWLEDGE_DIR=${folder} could not be imported; the process will retry`,
    zh: `KNOWLEDGE_DIR=${folder} 的资料没能导入；稍后会重试`,
  }),
} as const satisfies Record<string, (folder: string, facts: ComplaintFacts) => Sentence>;

type FolderComplaint = keyof typeof COMPLAINTS;

/** Tells what is wrong with a folder, or that nothing is any more. */
export type Complain = (about: FolderComplaint | undefined, facts?: ComplaintFacts) => void;

/** Creates what tells the owner about a folder: once for as long as the same is wrong. */
export function createFolderComplaints(folder: string, log: Logger): Complain {
  let last: FolderComplaint | undefined;
  return (about, facts = {}) => {
    if (about !== undefined && about !== last) {
      const { en, zh } = COMPLAINTS[about](folder, facts);
      log.warn({ code: about, folder, ...facts, zh }, en);
    }
    last = about;
  };
}
