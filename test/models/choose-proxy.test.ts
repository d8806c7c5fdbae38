import { describe, expect, it } from 'vitest';
import { chooseProxy, type ProxySettings } from '../../src/models/choose-proxy.ts';

const FAR = 'https://api.vendor.com/v1';
const PROXY = 'http://127.0.0.1:7890/';
const set: ProxySettings = { https: 'http://127.0.0.1:7890', http: 'http://10.0.0.1:3128' };

describe('the proxy', () => {
  it.each<[string, string, ProxySettings, string | undefined]>([
    ['is none when none is set', FAR, {}, undefined],
    ['of https is for https', FAR, set, PROXY],
    ['of http is for http', 'http://api.vendor.com/v1', set, 'http://10.0.0.1:3128/'],
    ['of http is not for https, as in curl', FAR, { http: 'http://10.0.0.1:3128' }, undefined],
    ['of all is for what has none of its own', FAR, { all: 'http://127.0.0.1:7890' }, PROXY],
    ['goes without a scheme', FAR, { https: '127.0.0.1:7890' }, PROXY],
    [
      'may be socks where another goes before it',
      FAR,
      { ...set, all: 'socks5://127.0.0.1:7890' },
      PROXY,
    ],
    ['is not taken to localhost', 'http://localhost:11434/v1', set, undefined],
    ['is not taken to 127.0.0.2', 'http://127.0.0.2:11434/v1', set, undefined],
    ['is not taken to ::1', 'http://[::1]:11434/v1', set, undefined],
    ['is not taken to host.localhost', 'https://model.localhost/v1', set, undefined],
    ['is taken to a neighbour', 'http://192.168.1.5:11434/v1', set, 'http://10.0.0.1:3128/'],
  ])('%s', (_title, target, settings, proxy) => {
    expect(chooseProxy(target, settings)).toEqual({ proxy });
  });

  it.each([
    ['*', FAR, true],
    ['api.vendor.com', FAR, true],
    ['vendor.com', FAR, true],
    ['.vendor.com', FAR, true],
    ['*.vendor.com', FAR, true],
    ['VENDOR.com', FAR, true],
    ['localhost, 127.0.0.1 ,vendor.com', FAR, true],
    ['api.vendor.com:443', FAR, true],
    ['api.vendor.com:8443', FAR, false],
    ['other.com', FAR, false],
    ['endor.com', FAR, false],
    ['', FAR, false],
    ['192.168.1.5', 'http://192.168.1.5:8000/v1', true],
    ['192.168.0.0/16', 'http://192.168.1.5:8000/v1', true],
    ['10.0.0.0/8', 'http://192.168.1.5:8000/v1', false],
    ['10.0.0.0/99', 'http://10.1.1.5:8000/v1', false],
    ['fd00::/8', 'http://[fd00::5]:8000/v1', true],
    ['1.5', 'http://192.168.1.5:8000/v1', false],
    ['192.168.*', 'http://192.168.1.5:8000/v1', true],
    ['192.168.*.*', 'http://192.168.1.5:8000/v1', true],
    ['10.*', 'http://192.168.1.5:8000/v1', false],
    ['api.*', FAR, true],
    ['*vendor.com', FAR, true],
    ['*endor.com.cn', FAR, false],
    ['vendor.com.', FAR, true],
  ])('is left out by NO_PROXY=%s for %s: %s', (no, target, isDirect) => {
    const chosen = chooseProxy(target, { ...set, no });
    expect('proxy' in chosen && chosen.proxy === undefined).toBe(isDirect);
  });

  it.each([
    [
      { all: 'socks5://127.0.0.1:7890' },
      'ALL_PROXY',
      /SOCKS.*http:\/\/127\.0\.0\.1:7890.*NO_PROXY=api\.vendor\.com/,
    ],
    [{ https: 'socks5h://u:secret@h:1' }, 'HTTPS_PROXY', /SOCKS/],
    [{ https: 'ftp://h' }, 'HTTPS_PROXY', /HTTP proxy/],
    [{ https: 'http://' }, 'HTTPS_PROXY', /HTTP proxy/],
    [{ https: '7890' }, 'HTTPS_PROXY', /HTTP proxy/],
    [{ https: 'off' }, 'HTTPS_PROXY', /HTTP proxy/],
    [{ https: 'http//127.0.0.1:7890' }, 'HTTPS_PROXY', /HTTP proxy/],
    [{ https: 'http://http://u:secret@h:1' }, 'HTTPS_PROXY', /HTTP proxy/],
  ])('%o is refused with a sentence', (settings, name, problem) => {
    const chosen = chooseProxy(FAR, settings);
    expect(chosen).toMatchObject({ problem: { en: expect.stringMatching(problem) } });
    expect(JSON.stringify(chosen)).toContain(name);
    expect(JSON.stringify(chosen)).not.toContain('secret');
  });
});
