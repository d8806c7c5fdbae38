import { describe, expect, it } from 'vitest';
import { authorize } from '../../src/http/authorize.ts';
import type { Access, AccessRequest } from '../../src/http/authorize.ts';

const KEY = 'the-key';
const local: AccessRequest = {
  method: 'GET',
  httpVersion: '1.1',
  headers: { host: 'localhost:3000' },
  remoteAddress: '127.0.0.1',
};
const elsewhere: AccessRequest = {
  method: 'GET',
  httpVersion: '1.1',
  headers: { host: '203.0.113.9:3000' },
  remoteAddress: '198.51.100.4',
};
const withHeaders = (request: AccessRequest, headers: AccessRequest['headers']): AccessRequest => ({
  ...request,
  headers: { ...request.headers, ...headers },
});

describe('the door', () => {
  it('that is locked for all asks this machine for the key as well', () => {
    const lock = { key: KEY, isForAll: true };
    expect(authorize(local, lock)).toBe('key needed');
    const bearer = withHeaders(local, { authorization: `Bearer ${KEY}` });
    expect(authorize(bearer, lock)).toBe('let in');
  });

  it.each<readonly [string, AccessRequest, Access]>([
    ['this machine', local, 'let in'],
    ['this machine by IPv6', { ...local, remoteAddress: '::1' }, 'let in'],
    ['this machine by mapped IPv4', { ...local, remoteAddress: '::ffff:127.0.0.1' }, 'let in'],
    ['this machine by its IPv6 name', withHeaders(local, { host: '[::1]:3000' }), 'let in'],
    ['this machine without a port', withHeaders(local, { host: '127.0.0.1' }), 'let in'],
    ['elsewhere', elsewhere, 'key needed'],
    ['elsewhere, saying localhost', withHeaders(elsewhere, { host: 'localhost' }), 'key needed'],
    ['a name that resolves here', withHeaders(local, { host: 'evil.example' }), 'key needed'],
    ['a name that begins alike', withHeaders(local, { host: 'localhost.evil' }), 'key needed'],
    ['no host', { ...local, headers: {} }, 'key needed'],
    ['no address', { ...local, remoteAddress: undefined }, 'key needed'],
    ...[
      'forwarded',
      'via',
      'x-real-ip',
      'x-forwarded-for',
      'x-forwarded-host',
      'x-forwarded-proto',
      'x-forwarded',
      'x-client-ip',
      'cf-connecting-ip',
      'true-client-ip',
      'x-cluster-client-ip',
      'fastly-client-ip',
      'ali-cdn-real-ip',
      'x-original-forwarded-for',
      'x-original-host',
      'x-originating-ip',
      'x-remote-addr',
      'x-envoy-external-address',
      'x-azure-clientip',
      'x-appengine-user-ip',
      'wl-proxy-client-ip',
      'fly-client-ip',
      'do-connecting-ip',
      'x-real-port',
      'x-amzn-trace-id',
      'x-nf-client-connection-ip',
      'x-bfe-ip',
      'x-client-ip-port',
    ].map(
      (name) => [`a proxy (${name})`, withHeaders(local, { [name]: 'x' }), 'key needed'] as const,
    ),
    [
      'the headers of a browser and of Prometheus',
      withHeaders(local, {
        ...{
          accept: '*/*',
          'accept-encoding': 'gzip',
          'user-agent': 'Prometheus/3',
          cookie: 'a=b',
        },
        ...{ 'x-prometheus-scrape-timeout-seconds': '10', connection: 'close', 'sec-ch-ua': 'x' },
      }),
      'let in',
    ],
    ['a proxy that names itself nowhere', { ...local, httpVersion: '1.0' }, 'key needed'],
    ['the key in the address', { ...elsewhere, keyInAddress: KEY }, 'let in and remember'],
    ['a wrong key', { ...elsewhere, keyInAddress: 'the-kez' }, 'key needed'],
    ['an empty key', { ...elsewhere, keyInAddress: '' }, 'key needed'],
    ['a wrong key at this machine', { ...local, keyInAddress: 'x' }, 'let in'],
    ['the cookie', withHeaders(elsewhere, { cookie: `a=b; kuaihui_simulator=${KEY}` }), 'let in'],
    ['the key as a token', withHeaders(elsewhere, { authorization: `Bearer ${KEY}` }), 'let in'],
    [
      'the key as a token through a proxy',
      withHeaders(local, { authorization: `bearer ${KEY}`, 'x-real-ip': '198.51.100.4' }),
      'let in',
    ],
    ['a wrong token', withHeaders(elsewhere, { authorization: 'Bearer x' }), 'key needed'],
    [
      'the key as a password',
      withHeaders(elsewhere, { authorization: `Basic ${KEY}` }),
      'key needed',
    ],
    ['a wrong cookie', withHeaders(elsewhere, { cookie: 'kuaihui_simulator=x' }), 'key needed'],
    [
      'another site with the cookie',
      withHeaders(elsewhere, {
        cookie: `kuaihui_simulator=${KEY}`,
        origin: 'https://evil.example',
      }),
      'foreign site',
    ],
    ['another site', withHeaders(local, { origin: 'http://evil.example' }), 'foreign site'],
    ['another port', withHeaders(local, { origin: 'http://localhost:8080' }), 'foreign site'],
    ['a sandboxed frame', withHeaders(local, { origin: 'null' }), 'foreign site'],
    [
      'a script of another site',
      withHeaders(local, { 'sec-fetch-site': 'cross-site' }),
      'foreign site',
    ],
    ['a sister site', withHeaders(local, { 'sec-fetch-site': 'same-site' }), 'foreign site'],
    [
      'the page itself',
      withHeaders(local, { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:3000' }),
      'let in',
    ],
    [
      'the page itself, through a proxy that changes the host',
      withHeaders(elsewhere, {
        cookie: `kuaihui_simulator=${KEY}`,
        'sec-fetch-site': 'same-origin',
        origin: 'https://bot.example',
      }),
      'let in',
    ],
    [
      'a visitor that follows a link',
      withHeaders(local, {
        'sec-fetch-site': 'cross-site',
        'sec-fetch-mode': 'navigate',
        'sec-fetch-dest': 'document',
      }),
      'let in',
    ],
    [
      'a form of another site',
      {
        ...withHeaders(local, {
          origin: 'http://evil.example',
          'sec-fetch-mode': 'navigate',
          'sec-fetch-dest': 'document',
        }),
        method: 'POST',
      },
      'foreign site',
    ],
  ])('judges %s', (_, request, access) => {
    expect(authorize(request, { key: KEY, cookie: 'kuaihui_simulator' })).toBe(access);
  });

  it('has no cookie where no page sets one', () => {
    const request = withHeaders(elsewhere, { cookie: `kuaihui_simulator=${KEY}` });
    expect(authorize(request, { key: KEY })).toBe('key needed');
  });
});
