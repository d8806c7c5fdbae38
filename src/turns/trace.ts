import type { TokenUsage } from './answer-event.ts';

/** How an attempt of WeChat's ended that a turn has to do with. */
type TracedAttemptEnd = 'answered' | 'nothing' | 'held' | 'cut';

/** What a model was asked for on behalf of a turn. */
export type CallPurpose = 'answer' | 'completion' | 'ranking' | 'vector';

/** How a call of a model ended: in the model's own words, by us (`stopped`), or by a failure. */
type CallEnd = 'stop' | 'length' | 'content-filter' | 'unknown' | 'stopped' | 'failed';

/** A passage that was found for a question, without its text. */
interface FoundSource {
  /** Of the owner's document. */
  readonly title: string;
  /** The headings above the passage; empty at the top. */
  readonly heading: string;
  readonly score: number;
}

/** What every step tells: when it began, by the clock of the process that did it. */
interface Begun {
  readonly at: number;
}

interface Took extends Begun {
  readonly tookMs: number;
}

/** A push of WeChat's that led to the turn, or carried a part of its answer. */
interface TracedAttempt extends Took {
  readonly type: 'attempt';
  /** 1 for the first attempt of its message. */
  readonly number: number;
  /** Of the inbound message. */
  readonly key: string;
  readonly end: TracedAttemptEnd;
}

/** One try of one model. */
export interface TracedCall extends Took {
  readonly type: 'call';
  readonly purpose: CallPurpose;
  /** Named `provider/model`. */
  readonly model: string;
  /** Counted from 1; a later try begins with the pause before it. */
  readonly number: number;
  /** Thinking counts as well; absent where no token came. */
  readonly firstTokenAfterMs?: number;
  /** Absent where the vendor told none. */
  readonly tokens?: TokenUsage;
  readonly end: CallEnd;
  /** The class of a failure, such as `throttled`, or `provider_silent`. */
  readonly failure?: string;
  /** The model that failed before and was given up for this one. */
  readonly switchedFrom?: string;
}

/** A step between the push and the answer that is no call of a model. */
type TracedStep =
  /** The answer waited for a place among those that are written concurrently. */
  | ({ readonly type: 'queue' } & Took)
  /** The documents were searched. */
  | ({
      readonly type: 'search';
      readonly fit: 'exact' | 'certain' | 'perhaps';
      /** Whether nothing in the documents speaks about the question. */
      readonly isBelowFloor: boolean;
      readonly sources: readonly FoundSource[];
    } & Took)
  /** A tool ran for the model, or could not run. */
  | ({
      readonly type: 'tool';
      /** `unknown` where the model made a name up. */
      readonly tool: string;
      readonly end: 'done' | 'failed' | 'stopped';
      /** Of the text that the model read. */
      readonly bytes: number;
    } & Took)
  /** A model was passed by, because its breaker is open. */
  | ({ readonly type: 'passed-by'; readonly model: string } & Begun)
  /** What was not released was thrown away, and the answer goes on or begins anew. */
  | ({ readonly type: 'restart' } & Begun)
  /** Another process owned the turn before; so much of the answer was there. */
  | ({ readonly type: 'taken-over'; readonly length: number } & Begun)
  /** What wrote the answer, a model or documents, and how that ended. */
  | ({ readonly type: 'writing'; readonly by: string; readonly end: string } & Took);

/** One thing that happened on the way of a turn: ids, kinds, counts and durations, and titles of the owner's documents. */
export type TraceEntry = TracedAttempt | TracedCall | TracedStep;

/** What a process adds to the trace of one turn. */
export interface TraceAddition {
  readonly turnId: string;
  readonly entries: readonly TraceEntry[];
}

/**
 * Keeps the way of each turn for a few days. A trace goes with its turn, and nothing is added to that of a turn that is
 * not stored.
 */
export interface TraceStore {
  /** Adds entries of many turns in one write; a trace that has grown too long takes no more. */
  append(additions: readonly TraceAddition[]): Promise<void>;
  /** Reads a trace in the order in which it was written; empty without one. */
  read(turnId: string): Promise<readonly TraceEntry[]>;
}
