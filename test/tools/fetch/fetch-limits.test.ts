import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createStepClock } from '../../support/step-clock.ts';
import { fetchFrom, servePages } from './serve-pages.ts';

const html = { 'content-type': 'text/html; charset=utf-8' };

describe('limits of the guarded fetch', () => {
  it('a body of more than 2 MB is given up, however it is sent', async () => {
    const site = await servePages((request, response) => {
      response.writeHead(200, {
        ...html,
        ...(request.url === '/packed' && { 'content-encoding': 'gzip' }),
      });
      if (request.url === '/packed') return void response.end(gzipSync(Buffer.alloc(40_000_000)));
      // Endless: it stops when the reader is gone.
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536, 'a'))) continue;
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    expect(await fetchFrom(site)(site.url('/packed'))).toEqual({ is: 'too-large' });
    expect(await fetchFrom(site)(site.url('/endless'))).toEqual({ is: 'too-large' });
  });

  it('a body of 2 MB is whole', async () => {
    const site = await servePages((_request, response) => {
      response.writeHead(200, html).end(Buffer.alloc(2_000_000, 'a'));
    });
    expect(await fetchFrom(site)(site.url('/'))).toMatchObject({ is: 'fetched' });
  });

  it('the sixth redirect is not followed', async () => {
    const site = await servePages((request, response) => {
      const step = Number(request.url?.slice(1));
      if (step === 0) response.writeHead(200, html).end('end');
      else response.writeHead(302, { location: `/${step - 1}` }).end();
    });
    expect(await fetchFrom(site)(site.url('/5'))).toMatchObject({ is: 'fetched' });
    expect(await fetchFrom(site)(site.url('/6'))).toEqual({ is: 'too-many-redirects' });
  });

  it.each(['no answer', 'a body that never ends', 'a redirect after a long time', 'a name server'])(
    '8 s end it: %s',
    async (slow) => {
      const clock = createStepClock();
      let begun = () => {};
      const hasBegun = new Promise<void>((resolve) => (begun = resolve));
      const site = await servePages((request, response) => {
        if (slow === 'a body that never ends') response.writeHead(200, html).write('a');
        if (slow === 'a redirect after a long time' && request.url === '/')
          return void response.writeHead(302, { location: '/next' }).end();
        begun();
      });
      const resolve = () => {
        if (slow !== 'a name server') return Promise.resolve(['127.0.0.1']);
        begun();
        return new Promise<never>(() => {});
      };
      const result = fetchFrom(site, { clock, resolve })(site.url('/'));
      await hasBegun;
      await clock.advance(7_999);
      await clock.advance(1);
      expect(await result).toEqual({ is: 'timed-out' });
    },
  );

  it('the caller may end it', async () => {
    const ending = new AbortController();
    const site = await servePages(() => ending.abort());
    const fetched = fetchFrom(site)(site.url('/'), { signal: ending.signal });
    expect(await fetched).toEqual({ is: 'timed-out' });
    expect(await fetchFrom(site)(site.url('/'), { signal: AbortSignal.abort() })).toEqual({
      is: 'timed-out',
    });
  });

  it('two requests at a time go to a host, and to another host a third', async () => {
    const open = new Map<string, () => void>();
    let changed = () => {};
    const site = await servePages((request, response) => {
      open.set(`${request.headers.host?.replace(/:\d+$/, '')}${request.url}`, () =>
        response.writeHead(200, html).end('x'),
      );
      changed();
    });
    const until = async (count: number) => {
      while (open.size < count) await new Promise<void>((resolve) => (changed = resolve));
    };
    const fetchPage = fetchFrom(site, { clock: createStepClock() });
    const results = ['/1', '/2', '/3'].map((path) => fetchPage(site.url(path)));
    await until(2);
    results.push(fetchPage(site.url('/4', 'www.example')));
    await until(3);
    expect([...open.keys()].sort()).toEqual(['shop.example/1', 'shop.example/2', 'www.example/4']);
    open.get('shop.example/1')?.();
    open.delete('shop.example/1');
    await until(3);
    expect([...open.keys()].sort()).toEqual(['shop.example/2', 'shop.example/3', 'www.example/4']);
    for (const end of open.values()) end();
    for (const result of results) expect(await result).toMatchObject({ is: 'fetched' });
  });
});
