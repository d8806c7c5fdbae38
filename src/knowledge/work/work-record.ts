import type { CollectionDefinition } from '../../runtime/collection.ts';
import type { Sentence } from '../../runtime/sentence.ts';

/** How far a piece of long work has come, for those who asked for it. */
export interface WorkProgress {
  /**
   * wanted: no process has begun. Leaves by a claim.
   *
   * working: a process is at it. Leaves by its end, its failure, its death, or a stop.
   *
   * waiting: it failed, and is retried after a while.
   *
   * complete, stopped: nothing happens until it is wanted again.
   */
  readonly state: 'wanted' | 'working' | 'waiting' | 'complete' | 'stopped';
  /** In passages. */
  readonly done: number;
  readonly total: number;
  /** Why it waits or was stopped. */
  readonly problem?: Sentence;
}

/** The stored record of a piece of work. */
export interface WorkRecord extends WorkProgress {
  /** The account that pays. */
  readonly account: string;
  /** The process that is at it. */
  readonly by?: string;
  /** Failures in a row. */
  readonly failures: number;
  /** Of the documents for which it is complete. */
  readonly generation: number;
}

/** Records of long work on the documents, by kind and key. */
export const KNOWLEDGE_WORK: CollectionDefinition = { name: 'knowledge-work', about: 'product' };

/** Returns the key of a record. */
export function workKey(kind: string, key: string): string {
  return `${kind}/${encodeURIComponent(key)}`;
}
