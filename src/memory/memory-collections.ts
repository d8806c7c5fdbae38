import { followerPrefix, type CollectionDefinition } from '../runtime/collection.ts';
import type { FollowerId } from '../turns/turn.ts';

/** Summaries of conversations, by follower and conversation. */
export const SUMMARIES: CollectionDefinition = { name: 'summaries', about: 'follower' };

/** What followers asked to be remembered, by follower and the turn in which they asked for it. */
export const MEMORIES: CollectionDefinition = { name: 'memories', about: 'follower' };

/** The collections of the memory, to be registered with the store. */
export const MEMORY_COLLECTIONS: readonly CollectionDefinition[] = [SUMMARIES, MEMORIES];

/** What a conversation was about until one of its turns. */
export interface Summary {
  readonly conversationId: string;
  /** The sequence of the newest turn that is part of it; 0 before the first. */
  readonly upTo: number;
  /** Empty before the first turn is folded. */
  readonly text: string;
  /** The process that is writing the next one, and until when the others leave that to it. */
  readonly claim?: { readonly by: string; readonly until: number };
  /** How often the next one could not be written, with which newest turn, and when it may be tried again. */
  readonly failure?: {
    readonly tries: number;
    readonly newest: number;
    readonly notBefore: number;
  };
}

/** What a follower asked to be remembered. */
export interface Fact {
  readonly text: string;
  /** By which the follower has it forgotten. */
  readonly code: string;
  /** The whole message in which the follower said it. */
  readonly said: string;
  readonly turnId: string;
  readonly createdAt: number;
}

/** Returns the key of a record about a follower. */
export function memoryKey(follower: FollowerId, id: string): string {
  return `${followerPrefix(follower)}${id}`;
}
