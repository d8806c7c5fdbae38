import { expect, it } from 'vitest';
import type { WebhookCall } from '../../../src/events/webhook-call.ts';
import {
  listPushAddresses,
  sumUpFaults,
} from '../../../src/diagnosis/webhook-calls/sum-up-faults.ts';

const call = (over: Partial<WebhookCall>): WebhookCall => ({
  ...{ at: 1, method: 'POST', path: '/wechat', account: 'default', passed: 'nothing' },
  parameters: ['signature', 'timestamp', 'nonce'],
  status: 403,
  from: { address: '203.0.113.7', isProxied: true, client: 'wechat' },
  ...over,
});

it('counts refused calls by what was wrong, the latest first', () => {
  const faults = sumUpFaults([
    call({ at: 1, fault: 'signature wrong' }),
    call({ at: 5, fault: 'signature wrong' }),
    call({ at: 9, fault: 'timestamp stale', aheadSeconds: 700 }),
    call({ at: 10, passed: 'message', message: 'text', gave: 'answered', status: 200 }),
  ]);
  expect(faults.map(({ count, lastAt }) => [count, lastAt])).toEqual([
    [1, 9],
    [2, 5],
  ]);
  expect(faults[1]?.sentence.zh).toContain('Token');
});

it('knows from where genuine messages came, each address once', () => {
  const good = { passed: 'message', message: 'text', gave: 'answered', status: 200 } as const;
  const from = { address: '198.51.100.1', isProxied: false, client: 'wechat' } as const;
  const calls = [
    call(good),
    call({ ...good, from }),
    call(good),
    call({ fault: 'signature wrong' }),
  ];
  expect(listPushAddresses(calls)).toEqual(['203.0.113.7', '198.51.100.1']);
});
