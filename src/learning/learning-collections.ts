import type { FeedbackReason, Verdict } from '../inbox/feedback-words.ts';
import { followerPrefix, type CollectionDefinition } from '../runtime/collection.ts';
import type { FollowerId } from '../turns/turn.ts';
import type { Fingerprint } from './fingerprint.ts';

/** What followers said of answers, by follower and the turn of the answer. */
export const FEEDBACK: CollectionDefinition = { name: 'feedback', about: 'follower' };

/** Questions that the documents did not answer, by follower and turn. */
export const UNANSWERED: CollectionDefinition = { name: 'unanswered', about: 'follower' };

/** What was decided about drafts, by account and the id of the draft. */
export const DRAFT_DECISIONS: CollectionDefinition = { name: 'draft-decisions', about: 'product' };

/** The collections of what is learnt, to be registered with the store. */
export const LEARNING_COLLECTIONS: readonly CollectionDefinition[] = [
  FEEDBACK,
  UNANSWERED,
  DRAFT_DECISIONS,
];

/** What a follower said of an answer. */
export interface FeedbackRecord {
  /** Of the answer. */
  readonly turnId: string;
  readonly question: string;
  readonly verdict: Verdict;
  readonly reason?: FeedbackReason;
  /** The right answer, as the follower wrote it; it counts as long as the verdict is `down`. */
  readonly correction?: string;
  /** The sequence of the turn in which the follower last said whether the answer was good. */
  readonly ratedBy: number;
  /** The same of the correction; 0 without one. */
  readonly correctedBy: number;
  /** When the follower last said something, by the clock of the process. */
  readonly at: number;
}

/** A question that the documents did not answer. */
export interface UnansweredRecord {
  readonly turnId: string;
  readonly question: string;
  readonly at: number;
}

/** What an admin decided about corrections that say the same. Followers' own words are in it as fingerprints only. */
export interface DraftDecision {
  readonly id: string;
  readonly state: 'edited' | 'accepted' | 'rejected';
  /** Of the question and of the correction that were decided about. */
  readonly question: Fingerprint;
  readonly correction: Fingerprint;
  /** As the admin wrote it; absent where the followers' answer stays. */
  readonly answer?: string;
  /** How many followers had agreed. */
  readonly from: number;
  /** The base of the accepted entry; absent before. */
  readonly base?: string;
  readonly at: number;
}

/** Returns the key of a record about an answer to a follower. */
export function learningKey(follower: FollowerId, turnId: string): string {
  return `${followerPrefix(follower)}${encodeURIComponent(turnId)}`;
}
