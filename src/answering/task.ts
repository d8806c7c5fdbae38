import type { FollowerId } from '../turns/turn.ts';
import type { Language } from './language-of-question.ts';

/** What a follower asked of Kuaihui itself. */
export interface TaskRequest {
  readonly follower: FollowerId;
  readonly conversationId: string;
  readonly turnId: string;
  /** Of the turn among those of its follower. */
  readonly sequence: number;
  /** The follower's own words, of which the argument is a part. */
  readonly question: string;
  /** Empty for a task that needs nothing. */
  readonly argument: string;
  /** The language of our own texts. */
  readonly language: Language;
}

/** Does what a follower asked of Kuaihui itself, such as to list what is remembered. */
export interface Task {
  /** Lower-case words with dashes; it stands in stored turns. */
  readonly name: string;
  /**
   * Returns what the follower reads, of any length. A process that died may run it again for the same turn, so doing it
   * twice must do no harm and should say the same.
   */
  run(asked: TaskRequest, signal: AbortSignal): Promise<string>;
}
