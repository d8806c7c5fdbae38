import { describe, expect, it } from 'vitest';
import type { PushRecord } from '../../src/alerts/alert-collections.ts';
import { addPushes, isSilent } from '../../src/alerts/push-silence.ts';

const HOUR_MS = 60 * 60_000;
const MINUTE_MS = 60_000;
/** Monday, 30 November 2026, 15:00 in Shanghai. */
const NOW = Date.parse('2026-11-30T07:00:00Z');
const hourOf = (at: number) => Math.floor(at / HOUR_MS);

/** Ten pushes in each hour from 8 to 22 in Shanghai, on so many days before today and until the last push. */
function busy(days: number, silentHours: number, perHour = 10): PushRecord {
  const lastAt = NOW - silentHours * HOUR_MS - MINUTE_MS;
  const since = NOW - days * 24 * HOUR_MS - HOUR_MS * 7;
  const hours: Record<string, number> = {};
  for (let at = since; at <= lastAt; at += HOUR_MS) {
    const hourInShanghai = (hourOf(at) + 8) % 24;
    if (hourInShanghai >= 8 && hourInShanghai < 22) hours[hourOf(at)] = perHour;
  }
  return { since, watchedSince: since, seenAt: NOW, lastAt, hours };
}

describe('an account is taken for silent', () => {
  it.each<[string, PushRecord, number, boolean]>([
    ['after three busy hours without a push', busy(1, 3), NOW, true],
    ['also when a week is known', busy(7, 3), NOW, true],
    ['not after one hour', busy(7, 1), NOW, false],
    ['not on its first day', busy(0, 3), NOW, false],
    ['not when it never had a push', { ...busy(1, 3), lastAt: undefined } as never, NOW, false],
    ['not when few pushes are usual', busy(1, 3, 2), NOW, false],
    ['but after longer when few are usual', busy(1, 6, 2), NOW, true],
    [
      'not before a process has been there for two hours',
      { ...busy(3, 5), watchedSince: NOW - HOUR_MS },
      NOW,
      false,
    ],
  ])('%s', (_name, record, now, expected) => {
    expect(isSilent(record, now)).toBe(expected);
  });

  it('not at night, when none comes on other days either', () => {
    // The last push just before 22:00 in Shanghai, looked at 6:00 the next morning.
    const record = { ...busy(2, 0), lastAt: Date.parse('2026-11-30T13:59:00Z') };
    expect(isSilent(record, Date.parse('2026-11-30T22:00:00Z'))).toBe(false);
  });

  it('not when one of the last seven days was as quiet, such as a Sunday', () => {
    const record = busy(7, 3);
    const sunday = hourOf(NOW) - 24;
    const hours = Object.fromEntries(
      Object.entries(record.hours).filter(
        ([hour]) => Number(hour) < sunday - 12 || Number(hour) > sunday + 8,
      ),
    );
    expect(isSilent({ ...record, hours }, NOW)).toBe(false);
  });
});

describe('the count of pushes', () => {
  it('begins anew to watch when no process looked for five minutes, and keeps what was counted', () => {
    const first = addPushes(undefined, { pushes: 3, lastAt: NOW }, NOW);
    const next = addPushes(first, { pushes: 2, lastAt: NOW + MINUTE_MS }, NOW + MINUTE_MS);
    expect(next).toMatchObject({ watchedSince: NOW, lastAt: NOW + MINUTE_MS });
    expect(next.hours[hourOf(NOW)]).toBe(5);
    const later = addPushes(next, { pushes: 0, lastAt: undefined }, NOW + 2 * HOUR_MS);
    expect(later).toMatchObject({
      since: NOW,
      watchedSince: NOW + 2 * HOUR_MS,
      lastAt: NOW + MINUTE_MS,
    });
  });

  it('forgets what is older than is compared', () => {
    const old = addPushes(undefined, { pushes: 3, lastAt: NOW }, NOW);
    expect(addPushes(old, { pushes: 0, lastAt: undefined }, NOW + 9 * 24 * HOUR_MS).hours).toEqual(
      {},
    );
  });
});
