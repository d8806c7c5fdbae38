import { once } from 'node:events';
import { createServer, get } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Response } from 'express';
import { expect, it, onTestFinished } from 'vitest';
import { createEventLog } from '../../../src/simulator/page/event-log.ts';
import { streamEvents } from '../../../src/simulator/page/event-stream.ts';

/** A server with one stream, and a page that reads when it is told to. */
async function start(mostBytes: number, seen = '') {
  const log = createEventLog({ now: () => 1, run: 'r', mostBytes });
  let response: ServerResponse | undefined;
  const server = createServer((_, given) => {
    response = given;
    const express = Object.assign(given, {
      set: (headers: Record<string, string>) => given.setHeaders(new Map(Object.entries(headers))),
    });
    streamEvents(express as unknown as Response, { log, seen });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const page = await new Promise<IncomingMessage>((resolve) => {
    get({ port, host: '127.0.0.1', path: '/' }, resolve);
  });
  page.on('error', () => undefined);
  onTestFinished(() => void page.destroy());
  return { log, page, owed: () => response?.writableLength ?? 0 };
}

it('costs no memory for a page that does not read: the log is the buffer', async () => {
  const { log, owed } = await start(2_000_000);
  for (let n = 0; n < 20_000; n += 1) {
    log.tell({ type: 'grown', turnId: 't', text: 'x'.repeat(1000) });
    if (n % 1000 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  // 20 MB were told; what waits is one chunk and what belongs to it.
  expect(owed()).toBeLessThan(200_000);
});

it('tells a page that came back too late to begin anew, and then gives it all that is left', async () => {
  const { log, page } = await start(20_000, 'r.3');
  for (let n = 0; n < 200; n += 1) {
    log.tell({ type: 'grown', turnId: 't', text: `${n} `.repeat(50) });
  }
  let text = '';
  for await (const piece of page.setEncoding('utf8') as AsyncIterable<string>) {
    text += piece;
    if (text.includes('id: r.200\n')) break;
  }
  expect(text).toContain('id: r.200\n');
});

it('sends each event once and in order, however slowly it is read', async () => {
  const { log, page } = await start(6_000_000);
  for (let n = 0; n < 3000; n += 1) {
    log.tell({ type: 'grown', turnId: 't', text: 'x'.repeat(1000) });
  }
  let text = '';
  for await (const piece of page.setEncoding('utf8') as AsyncIterable<string>) {
    text += piece;
    await new Promise((resolve) => setImmediate(resolve));
    if (text.includes('id: r.3000\n')) break;
  }
  const ids = [...text.matchAll(/^id: r\.(\d+)$/gm)].map(([, n]) => Number(n));
  expect(ids).toEqual(Array.from({ length: 3000 }, (_, n) => n + 1));
});
