import { once } from 'node:events';
import type { RequestListener, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../src/runtime/clock.ts';
import {
  createHttpServer,
  TAKES_ITS_TIME,
  usualLimits,
  type ConnectionLimits,
} from '../../src/http/http-server.ts';
import { connectRaw, get, type RawClient } from '../support/raw-client.ts';

/** The limits, told faster than in life. */
const quick: ConnectionLimits = {
  headersMs: 150,
  requestMs: 300,
  uploadMs: 60_000,
  checkEveryMs: 20,
  keepAliveMs: 60_000,
  headerBytes: 16 * 1024,
  most: 1000,
};

const answers: RequestListener = (request, response) => {
  request.resume().once('end', () => response.end('answered'));
};

async function start(over: Partial<ConnectionLimits> = {}, handle = answers) {
  const lines: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  const server = createHttpServer(handle, { ...quick, ...over }, { clock: systemClock, log });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { lines, connect: () => connectRaw(port) };
}

/** A server that holds every request until the test answers it. */
async function startHolding(over: Partial<ConnectionLimits>) {
  const held: ServerResponse[] = [];
  let arrived = () => {};
  const server = await start(over, (_request, response) => {
    held.push(response);
    arrived();
  });
  return {
    ...server,
    held,
    async holds(count: number) {
      while (held.length < count) await new Promise<void>((resolve) => (arrived = resolve));
    },
  };
}

/** Sends one byte after the other until the connection is cut. */
function drip(client: RawClient, text: string): void {
  let next = 0;
  const timer = setInterval(() => client.send(text.charAt(next++ % text.length)), 10);
  void client.ended.then(() => clearInterval(timer));
}

describe('a client that lets the server wait', () => {
  it('without a byte is cut', async () => {
    const { connect } = await start();
    expect(await (await connect()).ended).not.toContain('answered');
  });

  it('with one byte of a header after the other is cut', async () => {
    const { connect } = await start();
    const client = await connect();
    client.send('GET / HTTP/1.1\r\nHost: bot\r\nX-Slow: ');
    drip(client, 'a');
    expect(await client.ended).toMatch(/^HTTP\/1.1 408 /);
  });

  it.each([
    ['of the announced length', 'Content-Length: 100000'],
    ['in chunks', 'Transfer-Encoding: chunked'],
  ])('with one byte of a body after the other is cut: %s', async (_how, header) => {
    const { connect } = await start();
    const client = await connect();
    client.send(`POST / HTTP/1.1\r\nHost: bot\r\n${header}\r\n\r\n`);
    drip(client, '1\r\na\r\n');
    expect(await client.ended).not.toContain('answered');
  });

  it('after an answer, with the next request half sent, is cut', async () => {
    const { connect } = await start();
    const client = await connect();
    client.send(get());
    await client.until('answered');
    client.send('GET / HT');
    await client.ended;
  });

  it('after an answer, without another request, is cut when its time is over', async () => {
    const { connect } = await start({ keepAliveMs: 50 });
    const client = await connect();
    client.send(get());
    expect(await client.ended).toContain('answered');
  });
});

it('headers beyond 16 KiB are refused', async () => {
  const { connect } = await start();
  const client = await connect();
  client.send(`GET / HTTP/1.1\r\nHost: bot\r\nX-Large: ${'a'.repeat(17 * 1024)}\r\n\r\n`);
  expect(await client.ended).toMatch(/^HTTP\/1.1 431 /);
});

it('a body may take longer than usual once its route says so', async () => {
  const { connect } = await start({}, (request, response) => {
    response.emit(TAKES_ITS_TIME);
    answers(request, response);
  });
  const [upload, silent] = [await connect(), await connect()];
  upload.send('POST / HTTP/1.1\r\nHost: bot\r\nContent-Length: 2\r\n\r\na');
  await silent.ended;
  silent.socket.destroy();
  // The limit of other bodies is over by then, too.
  const second = await connect();
  await second.ended;
  const third = await connect();
  await third.ended;
  upload.send('b');
  expect(await upload.until('answered')).toMatch(/^HTTP\/1.1 200 /);
});

it('what is refused of a file is read on for a moment, so that its sender sees the answer', async () => {
  const { connect } = await start({}, (request, response) => {
    if (request.method === 'GET') return void response.end('answered');
    response.emit(TAKES_ITS_TIME);
    response.writeHead(413).end('too large');
  });
  const client = await connect();
  client.send('POST / HTTP/1.1\r\nHost: bot\r\nContent-Length: 10\r\n\r\na');
  await client.until('too large');
  client.send('bcdefghij');
  client.send(get());
  expect(await client.until('answered')).toContain('413');
});

it('a complete request is waited for longer than a client may take to send one', async () => {
  const { connect, held, holds } = await startHolding({});
  const [attempt, silent] = [await connect(), await connect()];
  attempt.send(get());
  await holds(1);
  await silent.ended;
  const second = await connect();
  await second.ended;
  held[0]?.end('answered late');
  expect(await attempt.until('answered late')).toMatch(/^HTTP\/1.1 200 /);
});

describe('when there are too many connections', () => {
  const patient = { headersMs: 30_000, requestMs: 30_000 };

  it('the one that has been silent the longest gives way to a new one', async () => {
    const { connect, lines } = await start({ ...patient, most: 3 });
    const silent = [await connect(), await connect(), await connect()];
    const client = await connect();
    expect(await silent[0]?.ended).toBe('');
    client.send(get());
    await client.until('answered');
    expect(silent[1]?.socket.closed).toBe(false);
    expect(lines.filter((line) => line.includes('MAX_CONNECTIONS'))).toHaveLength(1);
  });

  it('one that is kept alive gives way as well, later than those that were silent before it', async () => {
    const { connect } = await start({ ...patient, most: 2 });
    const kept = await connect();
    const silent = await connect();
    kept.send(get());
    await kept.until('answered');
    const third = await connect();
    await silent.ended;
    await connect();
    await kept.ended;
    expect(third.socket.closed).toBe(false);
  });

  it('those that wait for their answer stay, and a new one is turned away', async () => {
    const { connect, held, holds } = await startHolding({ ...patient, most: 2 });
    const attempts = [await connect(), await connect()];
    for (const attempt of attempts) attempt.send(get());
    await holds(2);
    expect(await (await connect()).ended).toBe('');
    for (const response of held) response.end('answered');
    for (const attempt of attempts) await attempt.until('answered');
    const later = await connect();
    later.send(get());
    await holds(3);
  });

  it('the server answers a request after thousands of silent connections', async () => {
    const { connect } = await start({ ...patient, most: 500 });
    const silent: RawClient[] = [];
    for (let n = 0; n < 2000; n += 1) silent.push(await connect());
    const client = await connect();
    client.send(get());
    await client.until('answered');
    await Promise.all(silent.slice(0, 1500).map(({ ended }) => ended));
    for (const { socket } of silent) socket.destroy();
  });
});

it('the usual limits leave room for attempts and for Nginx', () => {
  expect(usualLimits.headersMs).toBeLessThanOrEqual(usualLimits.requestMs);
  expect(usualLimits.keepAliveMs).toBeGreaterThan(60_000);
});
