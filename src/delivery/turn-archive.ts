import type { Origin, TurnState } from '../turns/turn.ts';
import type { Part } from './ports.ts';

/** A turn with all that is stored of it, for the owner of its account. */
export interface ArchivedTurn {
  readonly id: string;
  readonly account: string;
  readonly openId: string;
  readonly conversationId: string;
  /** Of the turn among those of its follower. */
  readonly sequence: number;
  readonly question: string;
  readonly answer: string;
  /** Where our own sentences begin; absent when the answer ends without one. */
  readonly noticeFrom?: number;
  readonly origin: Origin;
  readonly state: TurnState;
  readonly task?: string;
  readonly createdAt: number;
  readonly endedAt?: number;
  readonly delivery: 'owed' | 'given' | 'dropped';
  readonly parts: readonly Part[];
}

/** Which turns are listed; what is absent does not matter. */
export interface ArchiveFilter {
  readonly account?: string;
  /** Of a follower of that account; counts only with `account`. */
  readonly openId?: string;
  /** Stands in the question or in the answer, in whatever case. */
  readonly text?: string;
  /** `under way` stands for turns that have not ended. */
  readonly state?: 'complete' | 'failed' | 'cancelled' | 'under way';
  readonly origin?: Origin;
  /** The turns were asked from then on. */
  readonly from?: number;
  /** They were asked before then. */
  readonly to?: number;
}

/** A stretch of the list, newest first. */
export interface ArchivePage {
  readonly turns: readonly ArchivedTurn[];
  /** Goes on with older turns; absent at the end. */
  readonly next?: string;
  /** The time of one look was over before the page was full: older turns may match as well. */
  readonly isUnfinished?: true;
  /** Only so many of the newest turns are known to the store. */
  readonly limitedTo?: number;
}

/** The turns of all followers, for the owner. No look at them blocks an answer. */
export interface TurnArchive {
  /** Lists the newest turns that match, at most `most`. A text is looked for during two seconds at most. */
  list(
    filter: ArchiveFilter,
    page: { readonly after?: string; readonly most: number },
  ): Promise<ArchivePage>;
  /** Finds a turn; absent when there is none, or none any more. */
  find(turnId: string): Promise<ArchivedTurn | undefined>;
}

/** How long one look for a text may take. */
export const MOST_SEARCH_MS = 2_000;
