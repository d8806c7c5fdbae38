import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkAddress } from '../../../src/diagnosis/doctor/check-address.ts';
import { checkBreakers } from '../../../src/diagnosis/doctor/check-breakers.ts';
import { judgeCapability } from '../../../src/diagnosis/doctor/check-capability.ts';
import { judgeOffset } from '../../../src/diagnosis/doctor/check-clock.ts';
import { judgeRoom } from '../../../src/diagnosis/doctor/check-disk.ts';
import { judgeFailures } from '../../../src/diagnosis/doctor/check-failures.ts';
import { judgeLastPush } from '../../../src/diagnosis/doctor/check-last-push.ts';
import { judgeQuota } from '../../../src/diagnosis/doctor/check-quota.ts';
import { judgeRefusals } from '../../../src/diagnosis/doctor/check-refusals.ts';
import { isListed } from '../../../src/diagnosis/doctor/check-sources.ts';
import { judgeCertificate } from '../../../src/diagnosis/doctor/judge-certificate.ts';
import { judgeWebhookAnswer } from '../../../src/diagnosis/doctor/judge-webhook-answer.ts';
import type { Finding } from '../../../src/diagnosis/finding.ts';
import { systemClock } from '../../../src/runtime/clock.ts';

const DAY = 24 * 60 * 60_000;
const NOW = Date.parse('2026-11-30T12:00:00Z');

/** What is not in order says what to do, in both languages. */
function expectAdvised({ state, sentence, remedy }: Finding): void {
  expect(sentence.zh).toMatch(/\p{Script=Han}/u);
  if (state !== 'ok') expect(remedy?.zh).toMatch(/\p{Script=Han}/u);
}

describe('the room on the disk', () => {
  it.each([
    [2 * 1024 ** 3, 'ok'],
    [1024 ** 3 - 1, 'warning'],
    [100 * 1024 ** 2, 'warning'],
    [100 * 1024 ** 2 - 1, 'fault'],
    [0, 'fault'],
  ])('of %i bytes is judged %s', (free, state) => {
    const finding = judgeRoom('/data', free);
    expect(finding.state).toBe(state);
    expectAdvised(finding);
  });
});

describe('the clock', () => {
  it.each([
    [0, 'ok', /agrees/],
    [60_000, 'ok', /agrees/],
    [61_000, 'warning', /61 s ahead/],
    [-61_000, 'warning', /61 s behind/],
    [300_000, 'warning', /ahead/],
    [-301_000, 'fault', /behind/],
  ])('that is %i ms ahead of WeChat’s is judged %s', (ahead, state, says) => {
    const finding = judgeOffset(ahead);
    expect(finding.state).toBe(state);
    expect(finding.sentence.en).toMatch(says);
    expectAdvised(finding);
  });
});

describe('a certificate', () => {
  it.each<[string, { problem?: string; days: number }, Finding['state'], RegExp]>([
    ['that is trusted', { days: 60 }, 'ok', /60 more days/],
    ['that ends soon', { days: 20 }, 'warning', /20 more days/],
    ['that has expired', { problem: 'CERT_HAS_EXPIRED', days: -1 }, 'fault', /expired/],
    ['for another name', { problem: 'ERR_TLS_CERT_ALTNAME_INVALID', days: 60 }, 'fault', /name/],
    ['signed by itself', { problem: 'DEPTH_ZERO_SELF_SIGNED_CERT', days: 60 }, 'fault', /itself/],
    [
      'without its intermediate one',
      { problem: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', days: 60 },
      ...(['fault', /chain/] as const),
    ],
  ])('%s is judged so', (_what, { problem, days }, state, says) => {
    const validTo = NOW + days * DAY + 1000;
    const finding = judgeCertificate(
      { validTo, ...(problem !== undefined && { problem }) },
      ...(['bot.example.com', NOW] as const),
    );
    expect(finding.state).toBe(state);
    expect(finding.sentence.en).toMatch(says);
    expectAdvised(finding);
  });
});

describe('what answers at the public address', () => {
  const OURS = 'This is ours';
  const http = new URL('http://bot.example.com/wechat');
  const https = new URL('https://bot.example.com/wechat');
  it.each<[string, URL, { status: number; location?: string; text?: string }, RegExp]>([
    [
      'something else',
      https,
      { status: 200, text: '<h1>Welcome to nginx!</h1>' },
      /something else/,
    ],
    ['a proxy alone', https, { status: 502 }, /does not reach this server/],
    ['a server without the path', https, { status: 404 }, /no \/wechat/],
    ['a page elsewhere', https, { status: 302, location: 'https://else.example/' }, /leads on/],
    [
      'a redirect to https',
      ...([http, { status: 301, location: 'https://bot.example.com/wechat' }] as const),
      /from http to https/,
    ],
  ])('is found wrong: %s', (_what, url, { status, location, text = '' }, says) => {
    const finding = judgeWebhookAnswer({ status, location, text }, OURS, url);
    expect(finding.state).toBe('fault');
    expect(finding.sentence.en).toMatch(says);
    expectAdvised(finding);
  });

  it('is right when our own webhook says what it is', () => {
    const visit = { status: 200, location: undefined, text: `${OURS}.` };
    expect(judgeWebhookAnswer(visit, OURS, https)).toMatchObject({
      ...{ state: 'ok', copy: 'https://bot.example.com/wechat' },
    });
  });
});

describe('the public address', () => {
  const look = (url: string | undefined, addresses: readonly string[] = []) =>
    checkAddress(url, {
      ...{ clock: systemClock, webhookSays: 'x' },
      resolve: () => Promise.resolve(addresses),
    });
  it.each<[string, string | undefined, readonly string[], Finding['state'], RegExp]>([
    ['is asked for when it is not set', undefined, [], 'warning', /not set/],
    ['of this machine is a fault', 'http://localhost:3000', [], 'fault', /cannot reach/],
    ['of a private network is a fault', 'https://192.168.1.5', [], 'fault', /cannot reach/],
    ['that leads nowhere is a fault', 'https://bot.example.com', [], 'fault', /no address/],
    [
      'that leads into a private network is a fault',
      ...(['https://bot.example.com', ['10.0.0.5'], 'fault', /private network/] as const),
    ],
  ])('%s', async (_what, url, addresses, state, says) => {
    const [finding] = await look(url, addresses);
    expect(finding?.state).toBe(state);
    expect(finding?.sentence.en).toMatch(says);
    if (finding) expectAdvised(finding);
  });

  it('with a port to which WeChat does not push is a fault, and one without an answer too', async () => {
    // Nothing listens at a name that is reserved for documents.
    const found = await look('https://bot.invalid:8443', ['203.0.113.5']);
    expect(found.map(({ name, state }) => [name, state])).toContainEqual(['address', 'fault']);
    expect(found.find(({ name }) => name === 'webhook')?.state).toBe('fault');
  });
});

describe('the quota', () => {
  it.each([
    [0, 0, 'ok'],
    [100, 50, 'ok'],
    [100, 10, 'warning'],
    [100, 0, 'fault'],
  ])('of %i messages with %i left is judged %s', (limit, remain, state) => {
    const finding = judgeQuota({ daily_limit: limit, remain });
    expect(finding.state).toBe(state);
    expectAdvised(finding);
  });
});

describe('customer service', () => {
  it.each<['auto' | 'on' | 'off', boolean, 'yes' | 'no' | 'unknown', Finding['state']]>([
    ['auto', true, 'yes', 'ok'],
    ['auto', true, 'no', 'ok'],
    ['auto', false, 'unknown', 'ok'],
    ['on', false, 'unknown', 'fault'],
    ['on', true, 'no', 'warning'],
    ['off', true, 'no', 'ok'],
  ])('set to %s, with a secret: %s, known: %s is judged %s', (mode, hasSecret, known, state) => {
    const finding = judgeCapability(mode, { hasSecret, known });
    expect(finding.state).toBe(state);
    expectAdvised(finding);
  });
});

it('tells how long ago the last message came, and warns after three days and before the first', () => {
  expect(judgeLastPush('shop', NOW - 5 * 60_000, NOW)).toMatchObject({
    ...{ state: 'ok', sentence: { zh: '最近一条微信消息在 5 分钟前' } },
  });
  for (const lastAt of [undefined, NOW - 4 * DAY]) {
    const finding = judgeLastPush('shop', lastAt, NOW);
    expect(finding.state).toBe('warning');
    expectAdvised(finding);
  }
});

it('tells what was refused in the last day by reason, and forgets what is older', () => {
  const sentence = { en: 'the signature is wrong', zh: '签名不对' };
  const remedy = { en: 'Compare the token.', zh: '请核对 Token。' };
  const found = judgeRefusals(
    [
      { count: 3, lastAt: NOW - 60_000, sentence, remedy },
      { count: 9, lastAt: NOW - 2 * DAY, sentence, remedy },
    ],
    NOW,
  );
  expect(found).toMatchObject([{ state: 'warning', remedy }]);
  expect(found[0]?.sentence.en).toMatch(/^refused 3 times.*the signature is wrong/);
  expect(judgeRefusals([], NOW)).toMatchObject([{ state: 'ok' }]);
});

describe('answers that failed since yesterday', () => {
  it.each([
    [0, [], 'ok', /no answer was asked for/],
    [40, [], 'ok', /none of 40 answers failed/],
    [40, [['network', 2]], 'ok', /2 of 42 answers failed/],
    [97, [['network', 3]], 'ok', /3 of 100 answers failed since yesterday \(3\.0%\)/],
    [
      95,
      [
        ['network', 2],
        ['credit', 3],
      ],
      'warning',
      /5 of 100 .*3 times: The account at the vendor/,
    ],
    [3, [['credit', 3]], 'fault', /3 of 6/],
  ] as const)('beside %i others, %j, are judged %s', (written, failures, state, words) => {
    const finding = judgeFailures({ written, failures: new Map(failures) });
    expect(finding.state).toBe(state);
    expect(finding.sentence.en).toMatch(words);
    expectAdvised(finding);
  });
});

it('names each model that questions pass by, with its settings and without a key', () => {
  expect(checkBreakers([], NOW)).toMatchObject([{ state: 'ok' }]);
  const [finding] = checkBreakers(
    [
      {
        ...{ scope: 'key', failure: 'credit', provider: 'deepseek', model: 'deepseek/a' },
        ...{ keyNumber: 2, probeAt: NOW + 30_000 },
      },
    ],
    NOW,
  );
  expect(finding?.sentence.en).toBe(
    'questions pass by key 2 of deepseek (credit); it is asked again in 30 s',
  );
  expect(finding?.remedy?.en).toContain('DEEPSEEK_API_KEY');
});

it('finds an address among addresses and networks of either family, and nothing in what is no address', () => {
  const listed = ['203.0.113.9', '198.51.100.0/24', '2001:db8::/32', 'nonsense'];
  for (const address of ['203.0.113.9', '198.51.100.77', '::ffff:198.51.100.1', '2001:db8::5'])
    expect(isListed(address, listed)).toBe(true);
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(isListed(`x${text}`, listed)).toBe(false);
    }),
  );
});
