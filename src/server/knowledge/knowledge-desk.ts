import type { DocumentRecord } from '../../knowledge/bases/document-record.ts';
import type { EmptyBases } from './empty-bases.ts';
import type { StoredDocuments } from '../../diagnosis/check-documents.ts';
import type { Sentence } from '../../runtime/sentence.ts';

/** A document as commands list it. */
export interface ListedDocument extends DocumentRecord {
  /** The folder that it comes from; absent for a document that was added. */
  readonly folder?: string;
}

/** How far the work in the background has come. */
export interface BackgroundProgress {
  /** `provider/model`, or `wordings` for the questions that a model writes. */
  readonly what: string;
  /** In passages. */
  readonly done: number;
  readonly of: number;
  /** Why it does not go on. */
  readonly problem?: Sentence;
}

/** What came of a file that was to be added. */
export interface AddedFile {
  readonly document: string;
  readonly result: 'added' | 'unchanged' | 'failed';
  readonly passages: number;
  readonly isFaq: boolean;
  /** Why it failed, or what of it cannot be searched. */
  readonly problem?: Sentence;
  /** Hosts to which it links and to which answers may not. */
  readonly hosts: readonly string[];
}

/** What came of an article of the account's own. */
export interface SyncedArticle extends Omit<AddedFile, 'result'> {
  readonly result: AddedFile['result'] | 'removed';
  /** As WeChat gives it; '' for one that WeChat lists no more. */
  readonly title: string;
}

/** So many of the account's own articles are followed unless more are asked for. */
export const ARTICLES_BY_DEFAULT = 200;

/** So many pages of a sitemap are read unless more are asked for. */
export const PAGES_OF_SITEMAP = 50;

/** What is added, and where. */
export interface AddRequest {
  readonly paths: readonly string[];
  /** Addresses of pages of the web, or of sitemaps. */
  readonly pages?: readonly string[];
  /** So many pages of a sitemap. */
  readonly mostOfSitemap?: number;
  /** The first base of the account where it is absent. */
  readonly base?: string | undefined;
  /** Where followers can open the document; for one file. */
  readonly address?: string | undefined;
}

/** A file that is taken in under a name of its own, wherever it lies. */
export interface AddFileRequest {
  readonly path: string;
  readonly document: string;
  readonly base: string;
  /** Where followers can open it; what is known stays where it is absent. */
  readonly address?: string | undefined;
}

/** A passage as commands show it. */
export interface FoundPassage {
  readonly document: string;
  readonly title: string;
  readonly heading: string;
  readonly text: string;
  readonly score: number;
  readonly address: string | null;
}

/** What was found, best first. */
interface Found {
  /** Nothing speaks about what was asked, so that KNOWLEDGE_ONLY refuses it. */
  readonly isBelowFloor: boolean;
  readonly results: readonly FoundPassage[];
}

/** What a follower would read. */
export interface AskedAnswer {
  readonly answer: string;
  readonly sources: readonly {
    readonly number: number;
    readonly title: string;
    readonly address: string | null;
  }[];
  readonly refused: boolean;
}

/** The documents of one account, for commands beside running servers. */
export interface KnowledgeDesk {
  /** The bases that the account reads, in order, and the path of its folder; what is added goes into the first. */
  readonly bases: readonly string[];
  list(): Promise<readonly ListedDocument[]>;
  /** Bases that the account names in vain; undefined where there is none. */
  emptyBases(): Promise<EmptyBases | undefined>;
  /** What the bases hold together, with what is wrong. */
  summary(): Promise<StoredDocuments>;
  progress(): Promise<readonly BackgroundProgress[]>;
  /** Tells each file when it is done. Throws KnowledgeError for a path that is not there. */
  add(request: AddRequest, onNote: (says: Sentence) => void): AsyncIterable<AddedFile>;
  /** Makes the documents follow what the account has published. Throws ArticlesRefusedError that says why WeChat gives no list. */
  syncArticles(
    request: { readonly most: number },
    onNote: (says: Sentence) => void,
  ): AsyncIterable<SyncedArticle>;
  addFile(request: AddFileRequest): Promise<AddedFile>;
  /** Throws KnowledgeError for a document that is not there, or that comes from a folder. */
  remove(document: string, base?: string): Promise<{ readonly base: string }>;
  /** Brings the index up to what the store holds; throws KnowledgeError when that does not come about. */
  prepare(onWait: (passages: number) => void): Promise<void>;
  search(question: string, limit: number): Promise<Found>;
  ask(question: string): Promise<AskedAnswer>;
  /** Stores what the running servers do in the background. */
  enrich(): Promise<{
    readonly passages: number;
    /** About how often a model is asked: once for each passage without other wordings. */
    readonly calls: number;
    readonly hasServer: boolean;
  }>;
}
