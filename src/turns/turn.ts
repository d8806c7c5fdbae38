/**
 * One question and its answer.
 *
 * queued: written down, not yet begun: it waits for the next message of a burst, an earlier turn of the same follower
 * is still being answered, or its process died before it began. Leaves by a claim.
 *
 * generating: one process, the owner, appends to the answer. Leaves by finishing, by 停止 or 新对话, by another
 * process taking it over (it stays generating, with a higher fence), or by a message that joins its question before
 * the first token (it is queued again, without an owner).
 *
 * complete, failed, cancelled: the answer grows no more. A failed one ends with a sentence of ours.
 */
export type TurnState = 'queued' | 'generating' | 'complete' | 'failed' | 'cancelled';

/** How a turn can end. */
export type TurnEnd = Exclude<TurnState, 'queued' | 'generating'>;

/**
 * Whose the words are: text by a model has to be labelled as AI-made; quoted documents, what the owner answered word
 * for word, and what Kuaihui itself says, have not.
 */
export type Origin = 'model' | 'documents' | 'owner' | 'own';

/** What a follower asked of Kuaihui itself, such as the list of what is remembered: no model answers it. */
export interface TurnTask {
  /** Tells which of the registered tasks does it. */
  readonly name: string;
  /** What the task is about, such as a fact to remember; empty for a task that needs nothing. */
  readonly argument: string;
}

/** A follower of one account. */
export interface FollowerId {
  /** The local name of the account, such as `default`. */
  readonly account: string;
  /** The follower's OpenID. */
  readonly openId: string;
}

/** Names a turn together with its follower. */
export interface TurnName extends FollowerId {
  readonly turnId: string;
}

/** A claim raises the fence by one; a turn has a higher one than this when it was claimed before. */
export const FIRST_FENCE = 1;

/** The right to append to a turn: it ends when another process raises the fence. */
export interface OwnedTurn {
  readonly id: string;
  readonly follower: FollowerId;
  readonly fence: number;
}

/** What an engine needs in order to write, or go on writing, an answer. */
export interface ClaimedTurn extends OwnedTurn {
  readonly conversationId: string;
  readonly sequence: number;
  readonly question: string;
  /** Released text that an earlier owner left; empty for a fresh turn. */
  readonly answer: string;
  /** Whose words `answer` is. */
  readonly origin: Origin;
  /** The age of the question when it was claimed, by the clock of the store. */
  readonly askedForMs: number;
  /** An earlier owner has died, or gave the turn back. */
  readonly isTakenOver?: true;
  /** Absent for a question. */
  readonly task?: TurnTask;
  /** The question was answered before, and the follower wants another answer. */
  readonly isAgain?: true;
}

/** Where a turn stands that waits until its answer may be written. */
export interface PlaceInQueue {
  /** How many answers are begun before it; absent when it stands in another process's queue. */
  readonly ahead?: number;
  /** The estimated time until its answer is begun. */
  readonly beginsInMs: number;
}

export function isEnded(state: TurnState): state is TurnEnd {
  return state !== 'queued' && state !== 'generating';
}
