/** A piece of long work that is done in stored steps, such as the removal of an account. */
export interface BackgroundItem {
  /** Names the step function; lower-case words with dashes. */
  readonly kind: string;
  /** Tells items of one kind apart. */
  readonly key: string;
  /** How far the work has come, as JSON. */
  readonly state: unknown;
}

/** What a step came to: `done` forgets the item, a state is stored and asks for another step. */
export type BackgroundStepResult = 'done' | { readonly state: unknown; readonly againInMs: number };

/**
 * Does one step of at most 2 s. `signal` is aborted after that time and at a stop. A step may run again from the same
 * state, so doing it twice must do no harm.
 */
export type BackgroundStep = (
  item: BackgroundItem,
  signal: AbortSignal,
) => Promise<BackgroundStepResult>;

/** Runs background items one at a time in each process, apart from everything that a follower waits for. */
export interface BackgroundQueue {
  /** Stores an item. One that is stored already begins anew from the given state, and its running step decides nothing. */
  add(item: BackgroundItem, delayMs: number): Promise<void>;
  /**
   * Runs the items of the given kinds that are due; those of other kinds are left to the processes that know them. A step
   * that throws or hangs is retried later. The returned function aborts the running step and ends the loop.
   */
  start(steps: ReadonlyMap<string, BackgroundStep>): () => Promise<void>;
}
