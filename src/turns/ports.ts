import type { ClaimedTurn, FollowerId, Origin, OwnedTurn, TurnEnd } from './turn.ts';

/** The words that were exchanged in one earlier turn of a conversation. */
export interface Exchange {
  readonly question: string;
  /** What the follower received of the answer, without our own sentences. */
  readonly answer: string;
}

/** An earlier turn of a conversation. */
export interface PastTurn extends Exchange {
  readonly turnId: string;
  /** Of the turn among those of its follower. */
  readonly sequence: number;
}

/** A turn as its follower may read it. */
export interface StoredTurn extends PastTurn {
  readonly askedAt: number;
  readonly task?: string;
  /** It was taken out of the history of its conversation. */
  readonly isLeftOut?: true;
}

/** How an answer ends. */
export interface Ending {
  readonly state: TurnEnd;
  /** Appended to the answer in the same write. */
  readonly rest: string;
  /** Where our own sentences begin in the whole answer; absent when it ends without one. */
  readonly noticeFrom?: number;
  /** What the model used for it, counted for the follower's day in the same write. */
  readonly tokens?: number;
}

/** `finished last`: no other turn of the follower is unfinished. `replaced`: the turn was another process's, or dropped. */
export type FinishResult = 'finished' | 'finished last' | 'replaced';

/** Keeps turns; every write needs the fence of the claim, so that a process that slept cannot write after it was replaced. */
export interface TurnStore {
  /**
   * Takes a turn that no living process owns. `not now` when it has a living owner, waits for an earlier turn of its
   * follower, or still collects messages of a burst. A task waits for no other turn.
   */
  claim(turnId: string): Promise<ClaimedTurn | 'ended' | 'not now'>;
  /** Takes the oldest unfinished turn of a follower, if that can be claimed now. */
  claimNext(follower: FollowerId): Promise<ClaimedTurn | undefined>;
  /** Appends released text of many turns in one write; answers per turn, in order. Empty text begins the answer. */
  append(
    texts: readonly { readonly turn: OwnedTurn; readonly text: string; readonly origin: Origin }[],
  ): Promise<readonly ('appended' | 'replaced')[]>;
  /** Says whether the turn is still the caller's: another process may have dropped it, or a message may have joined its question. */
  checkOwner(turn: OwnedTurn): Promise<'owned' | 'replaced'>;
  /** The first token has come: no message joins the question any more. An append of text does the same. */
  closeQuestion(turn: OwnedTurn): Promise<'closed' | 'replaced'>;
  /** Tokens are counted even when the turn was replaced or dropped: they were used. */
  finish(turn: OwnedTurn, ending: Ending, origin: Origin): Promise<FinishResult>;
  /** Gives a turn back unfinished, so that any process can claim it immediately. */
  release(turn: OwnedTurn): Promise<void>;
  /** Reads what is stored of an answer so far; absent when the turn is unknown, or was deleted. */
  read(turnId: string): Promise<{ readonly answer: string } | undefined>;
  /**
   * The newest questions of a conversation before `sequence`, oldest first, without tasks and without those that were
   * taken out of the history.
   */
  history(
    turn: Pick<ClaimedTurn, 'follower' | 'conversationId' | 'sequence'>,
    most: number,
  ): Promise<readonly PastTurn[]>;
  /** All that is stored of a follower's turns, at most `most` of the newest, oldest first. */
  ofFollower(follower: FollowerId, most: number): Promise<readonly StoredTurn[]>;
  /** Finds a follower's turn by its sequence; absent when there is none, or none any more. */
  findBySequence(follower: FollowerId, sequence: number): Promise<StoredTurn | undefined>;
}

/** Brings followers what is owed to them; the engine asks for that, and does not wait for it. */
export interface TurnCourier {
  /** Begins to deliver to a follower, unless that is under way. */
  deliver(follower: FollowerId): void;
}

/** Goes on with the turns of followers after the settings of an account have changed. */
export interface TurnSuccessor {
  /** Begins the follower's next turn, if there is one and it can be claimed now. */
  beginNext(follower: FollowerId): void;
}

/**
 * Something that a process has to look at, later or after a crash. Looking twice does no harm. The store adds items of the
 * kinds `turn` and `follower` by itself; other kinds are as many as there are handlers for.
 */
export interface DueItem {
  readonly kind: string;
  readonly follower: FollowerId;
  /** The turn to look at; absent when the item is about the follower. */
  readonly turnId?: string;
}

/** What a look at an item came to: `done` forgets it, a number of milliseconds asks for another look. */
export type DueItemResult = 'done' | { readonly againInMs: number };

/** Looks at an item that is due. */
export type DueItemHandler = (item: DueItem) => Promise<DueItemResult>;

/**
 * Wakes a process up for items that are due. It owns nothing: the fenced leases in the store do. The store itself
 * adds the items that guard a turn or an undelivered answer, in the write that creates them.
 */
export interface WorkQueue {
  add(item: DueItem, delayMs: number): Promise<void>;
  /** Handles due items until the returned function is called; an item whose handler throws is retried. */
  start(handle: DueItemHandler): () => Promise<void>;
}

/** Tells that something about a follower's turns, parts or messages changed, in this process or another. */
export interface Changes {
  /** Calls `onChange` until the returned function is called. A call may come without a visible change. */
  follow(follower: FollowerId, onChange: (change: Change) => void): () => void;
}

/**
 * `answer`: an answer has grown by `grownBytes`. `state`: anything else, such as an ended turn or a new attempt;
 * also what another process did.
 */
export type Change =
  { readonly what: 'answer'; readonly grownBytes: number } | { readonly what: 'state' };
