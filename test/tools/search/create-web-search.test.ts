import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { ProxyAgent } from 'undici';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startForwardProxy } from '../../support/forward-proxy.ts';
import { createStepClock } from '../../support/step-clock.ts';
import { playSearchService, searchAt } from './play-search-service.ts';

const found = (...results: readonly unknown[]) => ({ json: { results } });
const page = (over: object = {}) => ({
  ...{ title: 'A page', url: 'https://shop.example/', content: 'Open at nine.' },
  ...over,
});

describe('a web search', () => {
  it('asks once more when the connection breaks', async () => {
    const service = await playSearchService('reset', found(page()));
    expect(await searchAt(service.url).find('q')).toMatchObject({ is: 'found' });
    expect(service.calls).toHaveLength(2);
  });

  it('tells that the service cannot be reached when it breaks again', async () => {
    const service = await playSearchService('reset');
    expect(await searchAt(service.url).find('q')).toEqual({ is: 'failed', failure: 'unreachable' });
    expect(service.calls).toHaveLength(2);
  });

  it('tells that nothing listens at the address', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port } = closed.address() as AddressInfo;
    closed.close();
    expect(await searchAt(`http://127.0.0.1:${port}`).find('q')).toMatchObject({
      failure: 'unreachable',
    });
  });

  it('gives up a service that says nothing for 8 s, without a second try', async () => {
    const clock = createStepClock();
    const service = await playSearchService('hang');
    const outcome = searchAt(service.url, { clock }).find('q');
    await expect.poll(() => service.calls.length).toBe(1);
    await clock.advance(8_000);
    expect(await outcome).toEqual({ is: 'failed', failure: 'timed-out' });
    expect(service.calls).toHaveLength(1);
  });

  it('ends with the reason of the signal when the follower stops the answer', async () => {
    const service = await playSearchService('hang');
    const stop = new AbortController();
    const outcome = searchAt(service.url).find('q', stop.signal);
    await expect.poll(() => service.calls.length).toBe(1);
    stop.abort(new Error('stopped'));
    await expect(outcome).rejects.toThrow('stopped');
  });

  it('reads no more than 1 MB', async () => {
    const service = await playSearchService(found(page({ content: 'x'.repeat(1_000_001) })));
    expect(await searchAt(service.url).find('q')).toMatchObject({ failure: 'unusable' });
  });

  it('appends the path to an address with a folder', async () => {
    const service = await playSearchService(found());
    await searchAt(`${service.url}/searx/`, { provider: 'searxng' }).find('q');
    expect(service.calls[0]?.path).toBe('/searx/search?q=q&format=json&categories=general');
  });

  it('goes through a proxy', async () => {
    const service = await playSearchService(found(page()));
    const proxy = await startForwardProxy({ target: service.url });
    onTestFinished(() => proxy.close());
    const dispatcher = new ProxyAgent({ uri: proxy.url, proxyTunnel: false });
    const search = searchAt('http://api.tavily.example', { dispatcher });
    expect(await search.find('q')).toMatchObject({ is: 'found' });
    expect(proxy.asked).toEqual(['POST http://api.tavily.example/search']);
  });

  it('keeps 8 pages at most, each short and without invisible characters', async () => {
    const long = page({ title: 'T\u202Eit\u200Ble', content: `${'长'.repeat(600)}\nend` });
    const service = await playSearchService(found(...Array.from({ length: 12 }, () => long)));
    const outcome = await searchAt(service.url).find('q');
    if (outcome.is === 'failed') throw new Error(outcome.failure);
    expect(outcome.hits).toHaveLength(8);
    expect(outcome.hits[0]?.title).toBe('Title');
    expect([...(outcome.hits[0]?.snippet ?? '')]).toHaveLength(500);
  });

  it.each([
    ...['javascript:alert(1)', 'file:///etc/passwd', 'shop.example', '', null, 7],
    ...['https://user:secret@shop.example/', `https://shop.example/${'a'.repeat(1000)}`],
  ])('leaves a page out whose address is %j', async (url) => {
    const service = await playSearchService(found(page({ url }), null, 'text', page()));
    const outcome = await searchAt(service.url).find('q');
    expect(outcome).toMatchObject({ hits: [{ url: 'https://shop.example/' }] });
    expect(outcome).toHaveProperty('hits.length', 1);
  });
});
