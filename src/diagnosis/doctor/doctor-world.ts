import type { BreakerRecord } from '../../models/failover/breaker-record.ts';
import type { Sentence } from '../../runtime/sentence.ts';
import type { StoreUnavailableError } from '../../runtime/store-unavailable-error.ts';
import type { CheckWorld } from '../check.ts';

/** Requests that were refused for one reason. */
export interface Refusals {
  readonly count: number;
  readonly lastAt: number;
  readonly sentence: Sentence;
  readonly remedy?: Sentence | undefined;
}

/** How the answers of an account ended, on days that are over and today. */
export interface AnswerCounts {
  /** Written to their end. */
  readonly written: number;
  /** How many failed, by cause. */
  readonly failures: ReadonlyMap<string, number>;
}

/** What the doctor asks the store. */
export interface StoreFacts {
  /** Throws StoreUnavailableError. */
  probe(): Promise<void>;
  /** Returns what the file holds; absent for Redis. */
  readonly bytes?: (() => Promise<number>) | undefined;
  customerService(account: string): Promise<'yes' | 'no' | 'unknown'>;
  /** Returns when WeChat's last message arrived, in ms since the epoch. */
  lastPushAt(account: string): Promise<number | undefined>;
  breakers(): Promise<readonly BreakerRecord[]>;
  /** Returns the totals of today and of the day before, by a time zone. */
  answers(account: string, timeZone: string, now: number): Promise<AnswerCounts>;
  /** Returns what was refused lately, by kind; absent where nothing keeps it. */
  readonly refusals?: ((account: string) => Promise<readonly Refusals[]>) | undefined;
  /** Returns from where pushes came lately; absent where nothing keeps it. */
  readonly pushAddresses?: ((account: string) => Promise<readonly string[]>) | undefined;
}

/** What the checks of the doctor look with, beside what every check has. */
export interface DoctorWorld extends CheckWorld {
  /** What reading the settings remarked. */
  readonly notes: readonly Sentence[];
  /** Absent where no server has made a store yet. */
  readonly store: StoreFacts | undefined;
  /** Why there is a store that could not be opened. */
  readonly storeAway?: StoreUnavailableError | undefined;
  /** What a webhook of ours says to a person. */
  readonly webhookSays: string;
  /** Returns the addresses of a name as the internet has them. */
  readonly resolve: (hostname: string) => Promise<readonly string[]>;
  /** What replaces the system's own certificates; for tests. */
  readonly trusted?: string;
}
