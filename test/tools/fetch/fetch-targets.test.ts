import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createSecure } from 'node:https';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../src/runtime/clock.ts';
import { createGuardedFetch } from '../../../src/tools/fetch/create-guarded-fetch.ts';
import { startForwardProxy } from '../../support/forward-proxy.ts';
import { PRIVATE_ADDRESSES } from './private-addresses.ts';
import { fetchFrom, servePages } from './serve-pages.ts';

const html = { 'content-type': 'text/html; charset=utf-8' };

describe('where the guarded fetch may lead', () => {
  it.each([
    'http://127.0.0.1/',
    'http://localhost/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[::ffff:10.0.0.1]/',
    'http://user:secret@www.example/',
    'ftp://www.example/',
    'http://www.example:22/',
  ])('a redirect to %s is refused', async (location) => {
    const site = await servePages((_request, response) => {
      response.writeHead(302, { location }).end();
    });
    expect(await fetchFrom(site)(site.url('/'))).toMatchObject({ is: 'refused' });
    expect(site.asked).toHaveLength(1);
  });

  it.each(['10.0.0.7', '127.0.0.2', '169.254.169.254', '::1', 'fd00::1', '::ffff:192.168.1.1'])(
    'a name that leads to %s as well is refused before a connection is made',
    async (ip) => {
      const site = await servePages(() => {});
      const resolve = () => Promise.resolve(['127.0.0.1', ip]);
      expect(await fetchFrom(site, { resolve })(site.url('/'))).toEqual({
        is: 'refused',
        reason: 'not-public',
      });
      expect(site.asked).toEqual([]);
    },
  );

  it('a name that leads elsewhere at the second look is connected to where it was checked', async () => {
    const site = await servePages((_request, response) => {
      response.writeHead(200, html).end('x');
    });
    const answers = [['127.0.0.1'], ['10.0.0.7']];
    const resolve = () => Promise.resolve(answers.shift() ?? []);
    const fetchPage = fetchFrom(site, { resolve });
    expect(await fetchPage(site.url('/'))).toMatchObject({ is: 'fetched' });
    expect(answers).toEqual([['10.0.0.7']]);
    expect(await fetchPage(site.url('/'))).toMatchObject({ is: 'refused' });
  });

  it('a redirect to the same name has it looked up and checked again', async () => {
    const site = await servePages((_request, response) => {
      response.writeHead(302, { location: '/again' }).end();
    });
    const answers = [['127.0.0.1'], ['10.0.0.7']];
    const resolve = () => Promise.resolve(answers.shift() ?? []);
    expect(await fetchFrom(site, { resolve })(site.url('/'))).toMatchObject({ is: 'refused' });
    expect(site.asked).toEqual(['shop.example/']);
  });

  it('the guard of the product reaches no server of this machine, whatever its name says', async () => {
    const site = await servePages(() => {});
    const fetchPage = createGuardedFetch({
      ...{ clock: systemClock, userAgent: 'x', resolve: () => Promise.resolve(['127.0.0.1']) },
    });
    expect(await fetchPage('http://shop.example.com/')).toMatchObject({ is: 'refused' });
    expect(await fetchPage(site.url('/'))).toMatchObject({ is: 'refused', reason: 'port' });
    expect(site.asked).toEqual([]);
  });

  it('a certificate has to be for the name, which the server is told, and not for the address', async () => {
    const read = (file: string) =>
      readFileSync(new URL(`../../fixtures/tls/${file}`, import.meta.url), 'utf8');
    const told: unknown[] = [];
    let requests = 0;
    const server = createSecure(
      {
        ...{ cert: read('localhost.crt'), key: read('localhost.key') },
        SNICallback(name, done) {
          told.push(name);
          done(null);
        },
      },
      (_request, response) => {
        requests += 1;
        response.end();
      },
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const fetchPage = createGuardedFetch({
      ...{ clock: systemClock, userAgent: 'x', resolve: () => Promise.resolve(['127.0.0.1']) },
      guard: {
        judge: (address) => ({ is: 'allowed', url: new URL(address) }),
        allows: (ip) => ip === '127.0.0.1',
      },
    });
    expect(await fetchPage(`https://shop.example:${port}/`)).toEqual({ is: 'unreachable' });
    expect(told).toEqual(['shop.example']);
    expect(requests).toBe(0);
  });

  it('a proxy that is set for it connects to the checked address, and learns no name to look up', async () => {
    const site = await servePages((_request, response) => {
      response.writeHead(200, html).end('七天');
    });
    const proxy = await startForwardProxy({ target: `http://127.0.0.1:${site.port}` });
    onTestFinished(() => proxy.close());
    const fetchPage = fetchFrom(site, { proxy: proxy.url });
    expect(await fetchPage(site.url('/a'))).toMatchObject({
      is: 'fetched',
      page: { address: site.url('/a'), content: { text: '七天' } },
    });
    expect(proxy.asked).toEqual([`CONNECT 127.0.0.1:${site.port}`]);
    // The website is told which of its names is meant.
    expect(site.asked).toEqual(['shop.example/a']);
    const secure = site.url('/').replace('http:', 'https:');
    expect(await fetchPage(secure)).toEqual({ is: 'unreachable' });
    expect(proxy.asked.at(-1)).toBe(`CONNECT 127.0.0.1:${site.port}`);
  });

  it.each(PRIVATE_ADDRESSES)('a proxy is not asked for %s', async (address) => {
    const site = await servePages(() => {});
    const proxy = await startForwardProxy({ target: `http://127.0.0.1:${site.port}` });
    onTestFinished(() => proxy.close());
    expect(await fetchFrom(site, { proxy: proxy.url })(address)).toMatchObject({ is: 'refused' });
    const resolve = () => Promise.resolve(['10.0.0.7']);
    expect(await fetchFrom(site, { proxy: proxy.url, resolve })(site.url('/'))).toMatchObject({
      is: 'refused',
    });
    expect(proxy.asked).toEqual([]);
  });

  it('no proxy of the environment is used', async () => {
    const proxy = createServer((socket) => socket.destroy());
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    onTestFinished(() => void proxy.close());
    const { port } = proxy.address() as AddressInfo;
    const names = ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'NODE_USE_ENV_PROXY'];
    for (const name of names)
      process.env[name] = name.startsWith('NODE') ? '1' : `http://127.0.0.1:${port}`;
    onTestFinished(() => names.forEach((name) => delete process.env[name]));
    const site = await servePages((_request, response) => {
      response.writeHead(200, html).end('x');
    });
    expect(await fetchFrom(site)(site.url('/'))).toMatchObject({ is: 'fetched' });
  });
});
