import type { Language } from '../../answering/language-of-question.ts';
import type { Sentence } from '../../runtime/sentence.ts';

/** What is stored about a document of a base. */
export interface DocumentRecord {
  readonly base: string;
  /** Its name within the base: a path with slashes, such as `service/returns.md`. */
  readonly document: string;
  readonly title: string;
  /** Where followers can open it; absent for most files. */
  readonly address?: string;
  /** A sheet of questions and answers, or an answer that was accepted: each passage is an entry of the FAQ. */
  readonly isFaq: boolean;
  readonly language: Language;
  /** Names the stored passages; a new one for each import. */
  readonly revision: string;
  /** Of the file's bytes, so that the same file is not imported twice. */
  readonly hash: string;
  readonly bytes: number;
  readonly passages: number;
  readonly state: 'ok' | 'failed';
  /** Why it failed, or what of it cannot be searched, such as pages without text. */
  readonly problem?: Sentence;
  /** By the clock of the process that imported it, in milliseconds. */
  readonly importedAt: number;
}

/** A piece of a document that can be read on its own; in a FAQ an entry. */
export interface StoredPassage {
  /** The headings above it, outermost first, without the document's title; in a FAQ the question. */
  readonly heading: string;
  /** Markdown; in a FAQ the answer as the owner wrote it. */
  readonly body: string;
  /** Other ways to ask for it, by its author or by a model that read it. */
  readonly wordings: readonly string[];
}

/** A document that was read and cut, ready to be stored. */
export interface ReadDocument extends Pick<
  DocumentRecord,
  'document' | 'title' | 'address' | 'isFaq' | 'language' | 'hash' | 'bytes' | 'problem'
> {
  readonly passages: readonly StoredPassage[];
}

/** A document that could not be read; what an earlier version of it said is searched no more. */
export interface FailedDocument extends Pick<
  DocumentRecord,
  'document' | 'title' | 'hash' | 'bytes'
> {
  readonly problem: Sentence;
}
