import { expect, it } from 'vitest';
import { createQuotaDay } from '../../src/inbox/quota-day.ts';

it.each([
  ['Asia/Shanghai', '2026-11-23T15:59:59.999Z', '2026-11-23'],
  ['Asia/Shanghai', '2026-11-23T16:00:00.000Z', '2026-11-24'],
  ['UTC', '2026-12-31T23:59:59.999Z', '2026-12-31'],
  ['America/New_York', '2026-11-24T04:59:59.999Z', '2026-11-23'],
  ['America/New_York', '2026-01-01T05:00:00.000Z', '2026-01-01'],
])('in %s it is at %s the %s', (timeZone, at, day) => {
  expect(createQuotaDay(timeZone)(Date.parse(at))).toBe(day);
});

it('knows no zone that does not exist', () => {
  expect(() => createQuotaDay('Asia/Bejing')).toThrow(RangeError);
});
