import { byteLength } from '../../src/rendering/split-text.ts';
import { REPLY_DEADLINE_MS, TEXT_LIMIT_BYTES } from '../../src/messages/wechat-limits.ts';
import type { RowResult } from './run-row.ts';
import { mean, most, percentile, sum } from './statistics.ts';
import { answerTo } from './steady-model.ts';

/** A row in numbers; times in milliseconds from the question. */
export interface Figures {
  readonly right: number;
  readonly notices: number;
  readonly callsPerQuestion: { readonly mean: number; readonly isAlwaysOne: boolean };
  readonly first: { readonly p50: number; readonly p95: number };
  readonly complete: { readonly p50: number; readonly p95: number };
  readonly taps: { readonly mean: number; readonly most: number };
  readonly customerServiceMessages: { readonly mean: number; readonly most: number };
}

/** What is promised; absent where nothing is. */
export interface Target {
  readonly firstP95Ms: number;
  readonly completeP95Ms?: number;
  readonly tapsAtMost?: number;
}

/** The last attempt is answered 14.5 s after the question: two times 5 s, and 5 s less the margin. */
const LAST_REPLY_MS = 14_500;
const ONE_ROUND_S = 14;

/** The numbers of a row. */
export function figuresOf({ experiences, strangeCalls }: RowResult): Figures {
  const after = (at: 'firstAt' | 'completeAt') => {
    const times = experiences.map(
      ({ judgement, askedAt }) => (judgement[at] ?? Infinity) - askedAt,
    );
    return { p50: percentile(times, 0.5), p95: percentile(times, 0.95) };
  };
  const calls = experiences.map(({ modelCalls }) => modelCalls);
  const spread = (values: readonly number[]) => ({ mean: mean(values), most: most(values) });
  return {
    right: experiences.filter(({ judgement }) => judgement.isRight).length,
    notices: sum(experiences.map(({ judgement }) => judgement.notices)),
    callsPerQuestion: {
      mean: (sum(calls) + strangeCalls) / calls.length,
      isAlwaysOne: strangeCalls === 0 && calls.every((count) => count === 1),
    },
    first: after('firstAt'),
    complete: after('completeAt'),
    taps: spread(experiences.map(({ taps }) => taps)),
    customerServiceMessages: spread(
      experiences.map(({ judgement }) => judgement.customerServiceMessages),
    ),
  };
}

/** What is promised for a row. */
export function targetOf({ row, ways }: Pick<RowResult, 'row' | 'ways'>): Target {
  const ms = row.seconds * 1000;
  // The model writes its first sentence within 4.5 s in every row.
  if (ways === 'with customer-service')
    return { firstP95Ms: REPLY_DEADLINE_MS, completeP95Ms: ms + 1000 };
  const firstP95Ms = Math.min(ms, LAST_REPLY_MS) + 300;
  const bytes = byteLength(answerTo({ ...row, number: 0 }));
  const messages = Math.ceil(bytes / TEXT_LIMIT_BYTES);
  if (row.seconds <= ONE_ROUND_S && messages === 1) return { firstP95Ms, completeP95Ms: ms + 500 };
  return { firstP95Ms, tapsAtMost: Math.ceil(row.seconds / ONE_ROUND_S) + messages - 1 };
}

/** What of the promise was not kept, in the words of the table's head. */
export function missedBy(figures: Figures, target: Target, followers: number): string[] {
  const { completeP95Ms = Infinity, tapsAtMost = Infinity } = target;
  return [
    ...(figures.right < followers ? ['whole'] : []),
    ...(figures.notices > 0 ? ['notices'] : []),
    ...(!figures.callsPerQuestion.isAlwaysOne ? ['calls'] : []),
    ...(figures.first.p95 > target.firstP95Ms ? ['first'] : []),
    ...(figures.complete.p95 > completeP95Ms ? ['complete'] : []),
    ...(figures.taps.most > tapsAtMost ? ['taps'] : []),
  ];
}
