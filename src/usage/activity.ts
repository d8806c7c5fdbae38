/** How often something happened to an account on a day. */
export interface ActivityCount {
  readonly account: string;
  /** By the account's time zone, such as 2026-11-23. */
  readonly day: string;
  /** What is counted, as `activityName` writes it. */
  readonly name: string;
  readonly count: number;
}

/** What happened on one day, by the names of what is counted. */
export interface DayActivity {
  readonly day: string;
  readonly counts: Readonly<Record<string, number>>;
}

/** Keeps how busy accounts were: totals of days, in which no follower can be told, so that they stay when one is deleted. */
export interface ActivityStore {
  /** Adds counts in one write. A batch that is tried again after a lost reply is added once. */
  add(batchId: string, counts: readonly ActivityCount[]): Promise<void>;
  /** Reads the totals of an account, oldest day first; days on which nothing happened are left out. */
  ofAccount(
    account: string,
    days: { readonly from: string; readonly to: string },
  ): Promise<readonly DayActivity[]>;
}

/**
 * The kinds of what is counted. message: by its kind. question: messages that led to an answer. answer: given to their
 * end, by way. origin: written to their end, by whose words they are. failure: not written to their end, by code. first
 * and whole: answers by the time until their first words and until their last, each in the bucket of its upper bound.
 * refused: pushes, by reason.
 */
export type ActivityKind =
  'message' | 'question' | 'answer' | 'origin' | 'failure' | 'first' | 'whole' | 'refused';

/** Returns the name under which something is counted: its kind, and which of that kind. */
export function activityName(kind: ActivityKind, which: string | number = ''): string {
  return which === '' ? kind : `${kind} ${which}`;
}

/** Returns what was counted of one kind, by which of the kind. */
export function countsOf(
  counts: DayActivity['counts'],
  kind: ActivityKind,
): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const [name, count] of Object.entries(counts)) {
    const [first = '', ...rest] = name.split(' ');
    if (first === kind) found.set(rest.join(' '), count);
  }
  return found;
}
