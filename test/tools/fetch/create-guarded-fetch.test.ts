import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { fetchFrom, servePages } from './serve-pages.ts';

const html = { 'content-type': 'text/html; charset=utf-8' };

describe('a page', () => {
  it('is read as text, with where its redirects ended', async () => {
    const site = await servePages((request, response, { url }) => {
      if (request.url === '/old') response.writeHead(301, { location: '/new?a=1#part' }).end();
      else if (request.url === '/new?a=1')
        response.writeHead(302, { location: url('/here', 'www.example') }).end();
      else response.writeHead(200, html).end('<p>七天</p>');
    });
    const result = await fetchFrom(site)(site.url('/old'));
    expect(result).toEqual({
      is: 'fetched',
      page: {
        address: site.url('/here', 'www.example'),
        content: { kind: 'html', text: '<p>七天</p>' },
      },
    });
    expect(site.asked).toEqual(['shop.example/old', 'shop.example/new?a=1', 'www.example/here']);
  });

  it('is asked for without cookies or a referrer, and in our name', async () => {
    const seen: unknown[] = [];
    const site = await servePages(({ url, headers }, response) => {
      seen.push(headers);
      if (url === '/') response.writeHead(302, { location: '/b', 'set-cookie': 'a=1' }).end();
      else response.writeHead(200, html).end('x');
    });
    await fetchFrom(site)(site.url('/'));
    for (const headers of seen) {
      expect(headers).toMatchObject({ 'user-agent': 'Kuaihui/test' });
      expect(headers).not.toHaveProperty('cookie');
      expect(headers).not.toHaveProperty('referer');
    }
    expect(seen).toHaveLength(2);
  });

  it.each([
    ['text/plain', 'a', { kind: 'text', text: 'a' }],
    ['text/markdown', '# a', { kind: 'text', text: '# a' }],
    ['application/xhtml+xml', '<p>', { kind: 'html', text: '<p>' }],
    ['application/xml', '<urlset/>', { kind: 'xml', text: '<urlset/>' }],
    ['application/pdf', '%PDF-1.7', { kind: 'pdf', bytes: Buffer.from('%PDF-1.7') }],
    ['application/octet-stream', '%PDF-1.4', { kind: 'pdf', bytes: Buffer.from('%PDF-1.4') }],
    ['', '<!doctype html><p>', { kind: 'html', text: '<!doctype html><p>' }],
  ])('of type %s', async (type, body, content) => {
    const site = await servePages((_request, response) => {
      if (type !== '') response.setHeader('content-type', type);
      response.end(body);
    });
    expect(await fetchFrom(site)(site.url('/'))).toMatchObject({ page: { content } });
  });

  it.each([
    'image/png',
    'image/svg+xml',
    'video/mp4',
    'application/zip',
    'application/octet-stream',
  ])('of type %s is no page', async (type) => {
    const site = await servePages((_request, response) => {
      response.writeHead(200, { 'content-type': type }).end('\x00\x01');
    });
    expect(await fetchFrom(site)(site.url('/'))).toEqual({ is: 'wrong-kind' });
  });

  it.each([404, 403, 500, 304, 204])('with status %s is none', async (status) => {
    const site = await servePages((_request, response) => {
      response.writeHead(status, html).end();
    });
    expect(await fetchFrom(site)(site.url('/'))).toEqual({ is: 'status', status });
  });

  it.each([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('packed with %s is unpacked', async (encoding, pack) => {
    const site = await servePages((_request, response) => {
      response.writeHead(200, { ...html, 'content-encoding': encoding }).end(pack('<p>七天</p>'));
    });
    expect(await fetchFrom(site)(site.url('/'))).toMatchObject({
      page: { content: { text: '<p>七天</p>' } },
    });
  });

  it('packed in an unknown way is none, and one that does not unpack breaks off', async () => {
    const site = await servePages((request, response) => {
      const encoding = request.url?.slice(1) ?? '';
      response.writeHead(200, { ...html, 'content-encoding': encoding }).end('no pack at all');
    });
    expect(await fetchFrom(site)(site.url('/zstd'))).toEqual({ is: 'wrong-kind' });
    expect(await fetchFrom(site)(site.url('/gzip'))).toEqual({ is: 'unreachable' });
  });
});

it('a name without an address and a port without a server are unreachable', async () => {
  const site = await servePages((_request, response) => void response.destroy());
  const unknown = () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' }));
  expect(await fetchFrom(site, { resolve: unknown })(site.url('/'))).toEqual({ is: 'unreachable' });
  const nothing = () => Promise.resolve([]);
  expect(await fetchFrom(site, { resolve: nothing })(site.url('/'))).toEqual({ is: 'unreachable' });
  expect(await fetchFrom(site)(site.url('/'))).toEqual({ is: 'unreachable' });
});

it('an error that is a bug is not taken for one of the network', async () => {
  const site = await servePages(() => {});
  const broken = () => Promise.reject(new TypeError('a bug'));
  await expect(fetchFrom(site, { resolve: broken })(site.url('/'))).rejects.toThrow('a bug');
});
