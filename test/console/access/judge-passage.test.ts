import { describe, expect, it } from 'vitest';
import { judgePassage } from '../../../src/console/access/judge-passage.ts';
import type { AccessRequest } from '../../../src/http/authorize.ts';

const PUBLIC_URL = 'https://bot.example.com';

interface Way {
  readonly headers: Readonly<Record<string, string>>;
  readonly method?: string;
  readonly httpVersion?: string;
  readonly remoteAddress?: string;
}

function judge(
  { headers, method = 'GET', httpVersion = '1.1', remoteAddress = '127.0.0.1' }: Way,
  settings: { publicUrl?: string; isInsecureAllowed?: boolean } = {},
) {
  const request: AccessRequest = { headers, method, httpVersion, remoteAddress };
  return judgePassage(request, {
    ...{ publicUrl: undefined, isInsecureAllowed: false },
    ...settings,
  });
}

const https = { host: 'bot.example.com', 'x-forwarded-proto': 'https' };

describe('the way to the console', () => {
  it.each([
    ['the machine itself', { headers: { host: 'localhost:3000' } }],
    ['an address of the machine itself', { headers: { host: '127.0.0.1:3000' } }],
    ['its IPv6 address', { headers: { host: '[::1]:3000' } }],
    ['a published port', { headers: { host: 'localhost' }, remoteAddress: '172.17.0.1' }],
    ['a proxy that speaks HTTPS', { headers: https }],
    ['several proxies', { headers: { ...https, 'x-forwarded-proto': 'https, http' } }],
    ['a proxy of HTTP/1.0 that says so', { headers: https, httpVersion: '1.0' }],
  ] satisfies [string, Way][])('is open from %s', (_from, way) => {
    expect(judge(way)).not.toHaveProperty('status');
  });

  it.each([
    ['plain HTTP from afar', { headers: { host: 'bot.example.com:3000' } }, 'plain_http', 'ssh -L'],
    ['a foreign name for this machine', { headers: { host: 'evil.example' } }, 'plain_http', 'ssh'],
    ['a name that begins well', { headers: { host: 'localhost.evil.example' } }, 'plain_http', ''],
    [
      'a proxy that says nothing',
      { headers: { host: '127.0.0.1:3000', 'x-forwarded-for': '203.0.113.9' } },
      'no_protocol',
      'proxy_set_header X-Forwarded-Proto $scheme;',
    ],
    [
      'a proxy without any header',
      { headers: { host: '127.0.0.1:3000' }, httpVersion: '1.0' },
      'no_protocol',
      'X-Forwarded-Proto',
    ],
    [
      'a proxy that was asked over HTTP',
      { headers: { ...https, 'x-forwarded-proto': 'http' } },
      'plain_http',
      'https://',
    ],
    ['a request without a host', { headers: {} }, 'no_host', ''],
    ['a broken host', { headers: { host: 'a b' } }, 'no_host', ''],
  ] satisfies [string, Way, string, string][])('is closed to %s', (_to, way, code, remedy) => {
    const refusal = judge(way);
    expect(refusal).toMatchObject({ code });
    expect('sentence' in refusal && refusal.sentence.en).toContain(remedy);
    expect('sentence' in refusal && refusal.sentence.zh).toMatch(/[一-鿿]/);
  });

  it.each([
    ['its host', https, undefined],
    ['its host with the port', { ...https, host: 'bot.example.com:443' }, undefined],
    ['its host in capitals', { ...https, host: 'BOT.example.com' }, undefined],
    ['the machine itself', { host: 'localhost:3000' }, undefined],
    ['another host', { ...https, host: 'evil.example' }, 'foreign_host'],
    ['another port', { ...https, host: 'bot.example.com:8443' }, 'foreign_host'],
  ])('with PUBLIC_URL knows %s', (_what, headers, code) => {
    const judged = judge({ headers }, { publicUrl: PUBLIC_URL });
    expect('code' in judged ? judged.code : undefined).toBe(code);
  });

  it('is open over plain HTTP where the deployer says so, by an address or PUBLIC_URL', () => {
    const insecure = { isInsecureAllowed: true };
    expect(judge({ headers: { host: '192.168.1.5:3000' } }, insecure)).toMatchObject({
      ...{ isSecure: false, isLocal: false, origin: 'http://192.168.1.5:3000' },
    });
    const settings = { ...insecure, publicUrl: 'http://bot.lan' };
    expect(judge({ headers: { host: '192.168.1.5:3000' } }, settings)).not.toHaveProperty('status');
    expect(judge({ headers: { host: 'bot.lan' } }, settings)).not.toHaveProperty('status');
    expect(judge({ headers: { host: 'evil.lan' } }, settings)).toMatchObject({
      code: 'foreign_host',
    });
  });

  it.each([
    ['its own page', { origin: 'http://localhost:3000' }, undefined],
    ['a script', {}, undefined],
    ['its own page, in the words of the browser', { 'sec-fetch-site': 'same-origin' }, undefined],
    ['another site', { origin: 'https://evil.example' }, 'foreign_site'],
    ['another port of this machine', { origin: 'http://localhost:8080' }, 'foreign_site'],
    ['a page without an origin', { origin: 'null' }, 'foreign_site'],
    ['a neighbour', { 'sec-fetch-site': 'same-site' }, 'foreign_site'],
  ])('tells changes of %s apart', (_of, headers, code) => {
    for (const method of ['POST', 'PATCH', 'PUT', 'DELETE']) {
      const judged = judge({ method, headers: { host: 'localhost:3000', ...headers } });
      expect('code' in judged ? judged.code : undefined).toBe(code);
    }
  });

  it('compares with PUBLIC_URL where the proxy asks under a name of this machine', () => {
    const way = (origin: string): Way => ({
      method: 'POST',
      headers: { ...https, host: '127.0.0.1:3000', origin },
    });
    expect(judge(way(PUBLIC_URL), { publicUrl: PUBLIC_URL })).toMatchObject({ origin: PUBLIC_URL });
    expect(judge(way('https://evil.example'), { publicUrl: PUBLIC_URL })).toMatchObject({
      code: 'foreign_site',
    });
  });

  it.each([
    ['the connection', {}, '203.0.113.9', '203.0.113.9'],
    [
      'the nearest proxy, not the person',
      { 'x-forwarded-for': '1.2.3.4, 5.6.7.8' },
      '::ffff:127.0.0.1',
      '5.6.7.8',
    ],
    ['another header', { 'x-real-ip': '5.6.7.8' }, '10.0.0.2', '5.6.7.8'],
    ['no stranger', { 'x-forwarded-for': '5.6.7.8' }, '203.0.113.9', '203.0.113.9'],
    ['nobody, where the proxy is silent', { via: '1.1 proxy' }, '127.0.0.1', '127.0.0.1 (proxy)'],
    ['no nonsense', { 'x-forwarded-for': '<script>' }, '127.0.0.1', '127.0.0.1 (proxy)'],
  ])('takes the person’s address from %s', (_from, headers, remoteAddress, address) => {
    expect(judge({ headers: { ...https, ...headers }, remoteAddress })).toMatchObject({ address });
  });
});
