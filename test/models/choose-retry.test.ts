import { describe, expect, it } from 'vitest';
import { chooseRetry, readRetryAfterMs, type FailedTry } from '../../src/models/choose-retry.ts';

const failed: FailedTry = {
  retryable: true,
  retriesMade: 0,
  maxRetries: 2,
  timeLeftMs: Infinity,
  random: 1,
};

describe('chooseRetry', () => {
  it.each<[string, Partial<FailedTry>, number | 'no']>([
    ['tries again after half a second', {}, 500],
    ['spreads the pause downwards', { random: 0 }, 250],
    ['waits twice as long the next time', { retriesMade: 1 }, 1_000],
    ['never waits longer than eight seconds', { retriesMade: 9, maxRetries: 10 }, 8_000],
    ['gives up when the tries are used up', { retriesMade: 2 }, 'no'],
    ['gives up when it cannot help', { retryable: false }, 'no'],
    ['waits as long as the provider asks', { retryAfterMs: 3_000 }, 3_000],
    ['does not come earlier because the provider allows it', { retryAfterMs: 0 }, 500],
    ['waits ten seconds when asked', { retryAfterMs: 10_000 }, 10_000],
    ['gives up when the provider asks for more', { retryAfterMs: 10_001 }, 'no'],
    ['gives up when the time would be over', { timeLeftMs: 500 }, 'no'],
  ])('%s', (_title, facts, expected) => {
    expect(chooseRetry({ ...failed, ...facts })).toEqual(
      expected === 'no' ? { retry: 'no' } : { retry: 'yes', afterMs: expected },
    );
  });
});

describe('readRetryAfterMs', () => {
  const now = Date.parse('2026-11-23T10:00:00Z');

  it.each<[string, Record<string, string>, number | undefined]>([
    ['seconds', { 'retry-after': '2' }, 2_000],
    ['fractions', { 'retry-after': '0.5' }, 500],
    ['milliseconds', { 'retry-after-ms': '120', 'retry-after': '2' }, 120],
    ['a date', { 'retry-after': 'Mon, 23 Nov 2026 10:00:05 GMT' }, 5_000],
    ['a date that is past', { 'retry-after': 'Mon, 23 Nov 2026 09:00:00 GMT' }, 0],
    ['nothing', {}, undefined],
    ['nonsense', { 'retry-after': 'soon' }, undefined],
  ])('reads %s', (_what, headers, expected) => {
    expect(readRetryAfterMs(new Headers(headers), now)).toBe(expected);
  });
});
