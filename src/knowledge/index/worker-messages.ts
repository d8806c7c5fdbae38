import type { Language } from '../../answering/language-of-question.ts';
import type { Findings } from '../../answering/retriever.ts';
import type { DocumentPart, IndexContents, VectorPart } from './base-index.ts';
import type { Generations } from './build-state.ts';
import type { HeldBases } from './open-bases.ts';
import type { IndexQuery } from './search-index.ts';

/** What the worker can be asked, with what it answers. */
export interface WorkerRequests {
  search: {
    ask: { bases: readonly string[]; query: Omit<IndexQuery, 'signal'> };
    answer: Findings;
  };
  examples: {
    ask: { bases: readonly string[]; language: Language; limit: number };
    answer: readonly string[];
  };
  vectorModels: { ask: { bases: readonly string[] }; answer: ReadonlyMap<string, string> };
  countPassages: { ask: { bases: readonly string[] }; answer: number };
  generations: { ask: { base: string }; answer: Generations | undefined };
  hold: { ask: { bases: readonly string[] }; answer: HeldBases };
  list: { ask: object; answer: readonly string[] };
  discard: { ask: { base: string }; answer: undefined };
  contents: { ask: { base: string }; answer: IndexContents };
  put: { ask: { base: string; part: DocumentPart }; answer: undefined };
  putVectors: { ask: { base: string; part: VectorPart }; answer: undefined };
  remove: { ask: { base: string; document: string }; answer: undefined };
  tidy: { ask: { base: string; models: readonly string[] }; answer: 'more' | 'done' };
  finish: {
    ask: { base: string; generations: Generations; models: readonly string[] };
    answer: undefined;
  };
  close: { ask: object; answer: undefined };
}

export type RequestKind = keyof WorkerRequests;

/** A request as it is posted. */
export type WorkerRequest = {
  [Kind in RequestKind]: {
    readonly id: number;
    readonly kind: Kind;
    readonly ask: WorkerRequests[Kind]['ask'];
  };
}[RequestKind];

/** Why a request failed, free of followers' words. */
export interface WorkerFailure {
  readonly name: string;
  readonly code?: string;
  /** Where, without the message of the error. */
  readonly at: string;
}

export type WorkerReply =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly failure: WorkerFailure };

/** What the worker is started with. */
export interface WorkerSettings {
  readonly folder?: string;
  /** Names this process in the leases. */
  readonly owner: string;
  readonly leaseMs: number;
  /** The owner's lines of words for the same thing. */
  readonly ownSynonyms: readonly string[];
}
