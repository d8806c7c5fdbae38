import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createConsoleRouter } from '../../../src/console/api/console-router.ts';
import type { Role } from '../../../src/console/access/signed-in.ts';
import { createLiveRoutes } from '../../../src/console/live/live-routes.ts';
import { systemClock } from '../../../src/runtime/clock.ts';
import type { RingEntry, RingPage } from '../../../src/runtime/ring.ts';

/** Rings in memory that count how often they are read. */
function createRings() {
  const rings = new Map<string, RingEntry<unknown>[]>();
  const reads: string[] = [];
  return {
    reads,
    add: (ring: string, ...values: readonly unknown[]) => {
      const known = rings.get(ring) ?? [];
      for (const value of values) known.push({ n: (known.at(-1)?.n ?? 100) + 1, at: 1, value });
      rings.set(ring, known);
    },
    read(
      ring: string,
      { after, most }: { after?: number; most: number },
    ): Promise<RingPage<unknown>> {
      reads.push(ring);
      const all = rings.get(ring) ?? [];
      const entries =
        after === undefined ? all.slice(-most) : all.filter(({ n }) => n > after).slice(0, most);
      return Promise.resolve({ entries, newest: all.at(-1)?.n ?? 0, hasGap: false });
    },
  };
}

async function openConsole(role: Role = 'owner') {
  const rings = createRings();
  const routes = createLiveRoutes({
    ...{ rings, clock: systemClock },
    topics: [
      { name: 'log', permission: 'read', show: (value) => value },
      {
        name: 'calls',
        permission: 'conversations',
        show: (value, language) => ({ value, language }),
      },
    ],
  });
  const router = createConsoleRouter({
    routes,
    gate: {
      judge: () => {
        throw new Error('Not asked here');
      },
      holds: () => Promise.resolve(true),
      admit: () =>
        Promise.resolve({
          user: { name: 'x', role, sessionId: 's' },
          address: '',
          origin: '',
          isSecure: true,
          isLocal: true,
        }),
    },
    keepNote: () => Promise.resolve(),
    ...{ clock: systemClock, log: pino({ level: 'silent' }) },
  });
  const server = express().use('/console/api', router.handler).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    router.close();
    server.closeAllConnections();
    server.close();
  });
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/console/api/live`;
  /** Reads a stream until it holds the text. */
  const follow = async (query: string, headers: Record<string, string> = {}) => {
    const gone = new AbortController();
    onTestFinished(() => gone.abort());
    const response = await fetch(`${base}?${query}`, {
      headers: { accept: 'text/event-stream', ...headers },
      signal: gone.signal,
    });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    return {
      response,
      async until(words: string): Promise<string> {
        while (!text.includes(words)) {
          const step = await reader?.read();
          if (!step || step.done) throw new Error(`The stream ended after: ${text}`);
          text += step.value;
        }
        return text;
      },
      async end(): Promise<string> {
        for (;;) {
          const step = await reader?.read();
          if (!step || step.done) return text;
          text += step.value;
        }
      },
    };
  };
  const ask = (query: string) => fetch(`${base}?${query}`);
  return { rings, router, follow, ask };
}

describe('GET live', () => {
  it('sends what a ring holds and what is added, each entry with its number', async () => {
    const { rings, follow } = await openConsole();
    rings.add('log', 'one', 'two');
    const page = await follow('ring=log');
    expect(page.response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(await page.until('two')).toContain('id: 101\ndata: {"n":101,"at":1,"value":"one"}\n\n');
    rings.add('log', 'three');
    expect(await page.until('three')).toContain('id: 103');
  });

  it('goes on after the event that a browser saw last', async () => {
    const { rings, follow } = await openConsole();
    rings.add('log', 'one', 'two', 'three');
    const again = await follow('ring=log', { 'last-event-id': '102' });
    expect(await again.until('three')).not.toContain('two');
    const byQuery = await follow('ring=log&after=101');
    expect(await byQuery.until('three')).not.toContain('one');
  });

  it('answers a page that polls in JSON, in its language', async () => {
    const { rings, ask } = await openConsole();
    rings.add('calls/shop', 'one', 'two');
    expect(await (await ask('ring=calls/shop&after=101')).json()).toEqual({
      entries: [{ n: 102, at: 1, value: { value: 'two', language: 'zh' } }],
      ...{ newest: 102, hasGap: false },
    });
  });

  it('reads a ring once for all pages that follow it, and not at all when they are gone', async () => {
    const { rings, router, follow } = await openConsole();
    rings.add('log', 'one');
    const pages = await Promise.all([1, 2, 3].map(() => follow('ring=log')));
    await Promise.all(pages.map((page) => page.until('one')));
    const before = rings.reads.length;
    rings.add('log', 'two');
    await Promise.all(pages.map((page) => page.until('two')));
    expect(rings.reads.length - before).toBeLessThanOrEqual(3);
    router.close();
    await Promise.all(pages.map((page) => page.end()));
  });

  it('is for those who may see the ring', async () => {
    const { ask } = await openConsole('agent');
    expect((await ask('ring=log')).status).toBe(403);
    expect((await ask('ring=calls/shop')).status).toBe(200);
    expect((await ask('ring=accounts')).status).toBe(404);
  });

  it('turns the fifty-first stream away, and ends all of them at a stop', async () => {
    const { router, follow } = await openConsole();
    const pages = await Promise.all(Array.from({ length: 50 }, () => follow('ring=log')));
    expect((await follow('ring=log')).response.status).toBe(503);
    router.close();
    for (const page of pages) await page.end();
  });
});
