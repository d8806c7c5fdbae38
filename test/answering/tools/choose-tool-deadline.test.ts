import { expect, it } from 'vitest';
import { chooseToolDeadline } from '../../../src/answering/tools/choose-tool-deadline.ts';

const limits = { toolsMs: 30_000, lastAttemptMs: 14_000, writingMs: 3000 };

it.each([
  ['3 s before the last attempt ends', { askedAt: 0, now: 200 }, 11_000],
  ['the same after a burst or a queue', { askedAt: 0, now: 10_999 }, 11_000],
  [
    'TOOL_SECONDS from now when it is too late for the attempts',
    { askedAt: 0, now: 11_000 },
    41_000,
  ],
  ['TOOL_SECONDS from now after a take-over', { askedAt: 0, now: 60_000 }, 90_000],
  [
    'TOOL_SECONDS from now where the rest is sent by itself',
    { askedAt: 0, now: 200, isSentLater: true },
    30_200,
  ],
  [
    'TOOL_SECONDS where they are shorter than the attempts',
    { askedAt: 0, now: 200, limits: { ...limits, toolsMs: 5000 } },
    5200,
  ],
])('the deadline of tools is %s', (_, facts, deadline) => {
  expect(chooseToolDeadline({ isSentLater: false, limits, ...facts })).toBe(deadline);
});
