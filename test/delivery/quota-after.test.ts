import { expect, it } from 'vitest';
import type { SendOutcome } from '../../src/delivery/customer-service.ts';
import { quotaAfter } from '../../src/delivery/quota-after.ts';
import { refused, unreachable } from './send-outcomes.ts';

it.each<[string, SendOutcome, ReturnType<typeof quotaAfter>]>([
  ['is used by a message that was sent', { is: 'sent' }, undefined],
  ['is used by one that may have arrived', unreachable({ mayHaveArrived: true }), undefined],
  ['is not used by one that never left', unreachable({ mayHaveArrived: false }), 'not used'],
  ['is not used by one that WeChat refused', refused('drop'), 'not used'],
  ['is spent when WeChat says so', refused('wait for the follower'), 'spent'],
])('the quota %s', (_what, outcome, quota) => {
  expect(quotaAfter(outcome)).toBe(quota);
});
