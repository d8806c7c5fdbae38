import type { Readable } from 'node:stream';
import type { AdviceLanguage } from '../../runtime/sentence.ts';
import type {
  AddedFile,
  DocumentAnswer,
  DocumentQuery,
  DraftAnswer,
  DraftsAnswer,
  FaqAnswer,
  FaqChange,
  FaqChanged,
  FaqQuery,
  FeedbackAnswer,
  FeedbackQuery,
  FileQuery,
  KnowledgeAnswer,
  KnowledgeQuery,
  LearntAnswer,
  SearchAnswer,
  SearchBody,
  UnansweredAnswer,
} from './knowledge-contract.ts';

/** A file that a browser sends. */
export interface SentFile {
  readonly body: Readable;
  /** As the browser says; undefined where it does not. */
  readonly bytes: number | undefined;
  readonly signal: AbortSignal;
}

/**
 * What the routes about knowledge need. Every function throws ConsoleError for an account, a base or a document that is
 * not known. Sentences are in the given language.
 */
export interface KnowledgeDesk {
  overview(query: KnowledgeQuery, language: AdviceLanguage): Promise<KnowledgeAnswer>;
  add(query: FileQuery, file: SentFile, language: AdviceLanguage): Promise<AddedFile>;
  remove(query: DocumentQuery): Promise<void>;
  read(query: DocumentQuery, language: AdviceLanguage): Promise<DocumentAnswer>;
  faq(query: FaqQuery): Promise<FaqAnswer>;
  changeFaq(account: string, change: FaqChange): Promise<FaqChanged>;
  search(account: string, asked: SearchBody): Promise<SearchAnswer>;
  unanswered(account: string): Promise<UnansweredAnswer>;
  answer(account: string, id: string, answer: string): Promise<LearntAnswer>;
  drafts(account: string): Promise<DraftsAnswer>;
  accept(account: string, id: string): Promise<LearntAnswer>;
  reject(account: string, id: string): Promise<void>;
  edit(account: string, id: string, answer: string): Promise<DraftAnswer>;
  feedback(query: FeedbackQuery): Promise<FeedbackAnswer>;
}
