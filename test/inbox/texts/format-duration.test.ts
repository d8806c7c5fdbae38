import { expect, it } from 'vitest';
import { formatDuration } from '../../../src/inbox/texts/format-duration.ts';

const units = { seconds: 's', minutes: 'min', hours: 'h' };

it.each([
  [0, '10 s'],
  [1, '10 s'],
  [10_000, '10 s'],
  [10_001, '20 s'],
  [50_000, '50 s'],
  [50_001, '1 min'],
  [60_000, '1 min'],
  [60_001, '2 min'],
  [89 * 60_000, '89 min'],
  [90 * 60_000, '2 h'],
  [3 * 3_600_000 + 1, '4 h'],
])('%d ms are about %s', (ms, words) => {
  expect(formatDuration(ms, units)).toBe(words);
});
