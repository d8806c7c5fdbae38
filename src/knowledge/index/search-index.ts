import type { Language } from '../../answering/language-of-question.ts';
import type { Findings } from '../../answering/retriever.ts';

/** What is looked up in the index. */
export interface IndexQuery {
  readonly question: string;
  readonly previousQuestion?: string;
  readonly language: Language;
  readonly limit: number;
  /** The question as a vector of the model whose vectors each base holds in full. */
  readonly vectors?: ReadonlyMap<string, Float32Array>;
  /** Takes back a question that still waits for the index. */
  readonly signal?: AbortSignal;
}

/**
 * The local index of a machine: full text and vectors of every base that is in use, searched off the event loop. One
 * process of the machine writes what the store has into it; all of them read. Every function but `close` throws an
 * AnswererError that is retryable when the index cannot be asked now.
 */
export interface SearchIndex {
  search(bases: readonly string[], query: IndexQuery): Promise<Findings>;
  /** Headings from all over the documents, as examples of what can be asked. */
  examples(bases: readonly string[], language: Language, limit: number): Promise<readonly string[]>;
  /** Returns the model of the vectors that serve, by base; bases without vectors are left out. */
  vectorModels(bases: readonly string[]): Promise<ReadonlyMap<string, string>>;
  countPassages(bases: readonly string[]): Promise<number>;
  /** Resolves when the index holds what the store had at the time of the call, or `behind` after `mostMs`. */
  catchUp(bases: readonly string[], mostMs: number): Promise<'caught up' | 'behind'>;
  /** Builds these bases no more until they are named again, and deletes the files of those that hold no document. */
  leave(bases: readonly string[]): void;
  close(): Promise<void>;
}
