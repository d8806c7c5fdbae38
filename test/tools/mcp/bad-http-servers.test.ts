import { once } from 'node:events';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { systemClock } from '../../../src/runtime/clock.ts';
import { createMcpServers } from '../../../src/tools/mcp/mcp-servers.ts';
import { START_MS } from '../../../src/tools/mcp/keep-connected.ts';
import type { McpServerSettings } from '../../../src/tools/mcp/mcp-settings.ts';
import { createStepClock, settle } from '../../support/step-clock.ts';
import { keepServers, settingsOf } from './keep-servers.ts';
import { answerWith, serveMcp, text, type McpExchange, type ServedMcp } from './serve-mcp.ts';

const at = ({ url }: Pick<ServedMcp, 'url'>, more: Partial<McpServerSettings> = {}) =>
  settingsOf({ kind: 'http', url, headers: { authorization: 'Bearer k1' } }, more);

/** Plays one thing in place of the answers to calls. */
const inCalls = (play: (exchange: McpExchange) => void) =>
  serveMcp((exchange) => {
    if (exchange.message.method !== 'tools/call') return false;
    play(exchange);
    return true;
  });

it('sends the headers that are set with every request', async () => {
  const served = await serveMcp();
  const servers = keepServers([at(served)]);
  await servers.untilState('connected');
  expect(await servers.run('s__say')).toBe('<tool>\nsay said\n</tool>');
  expect(served.asked.map(({ headers }) => headers.authorization)).toEqual(
    Array.from({ length: 4 }, () => 'Bearer k1'),
  );
});

it('takes no headers to another host, even if the server leads there', async () => {
  const other = await serveMcp();
  const served = await serveMcp(({ response }) => {
    response.writeHead(307, { location: other.url }).end();
    return true;
  });
  const servers = keepServers([at(served)]);
  await servers.untilState('away');
  expect(other.asked).toEqual([]);
});

it.each<[status: number, says: string]>([
  [401, 'refuses the credentials'],
  [403, 'refuses the credentials'],
  [404, 'something else than the protocol'],
  [503, 'ended, or cannot be reached'],
])('says what an answer with %i means', async (status, says) => {
  const served = await serveMcp(({ response }) => {
    response.writeHead(status, { 'content-type': 'text/html' }).end('<h1>No</h1>');
    return true;
  });
  const servers = keepServers([at(served)]);
  await servers.untilState('away');
  expect(servers.states()[0]?.problem?.sentence.en).toContain(says);
});

it('says that a web page does not speak the protocol', async () => {
  const served = await serveMcp(({ response }) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Shop</h1>');
    return true;
  });
  const servers = keepServers([at(served)]);
  await servers.untilState('away');
  expect(servers.states()[0]?.problem?.remedy.en).toContain('streamable HTTP');
});

it('ends a start that hangs after 10 s', async () => {
  const clock = createStepClock();
  const served = await serveMcp(() => true);
  const servers = keepServers([at(served)], { clock });
  await servers.until(() => served.asked.length === 1);
  await clock.advance(START_MS);
  await servers.untilState('away');
  expect(servers.states()[0]?.problem?.sentence.en).toBe('It did not answer in time.');
});

it('ends a call that hangs', async () => {
  const servers = keepServers([at(await inCalls(() => {}), { timeoutMs: 200 })]);
  await servers.untilState('connected');
  expect(await servers.run('s__say')).toContain('did not answer in time');
  expect(servers.states()[0]?.state).toBe('connected');
});

it('gives the model 64 KB of 5 MB', async () => {
  const served = await inCalls(({ response, message }) =>
    answerWith(response, message.id, text('x'.repeat(5_000_000))),
  );
  const servers = keepServers([at(served)]);
  await servers.untilState('connected');
  const read = await servers.run('s__say');
  expect(read.length).toBeLessThan(65_700);
  expect(read).toContain('The rest is cut off');
});

it.each(['application/json', 'text/event-stream'])(
  'reads no body of %s without an end',
  async (type) => {
    const ended: Promise<unknown>[] = [];
    const served = await inCalls(({ response }) => {
      ended.push(once(response, 'close'));
      response.writeHead(200, { 'content-type': type });
      const write = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
        response.once('drain', write);
      };
      write();
    });
    const servers = keepServers([at(served, { timeoutMs: 3000 })]);
    await servers.untilState('connected');
    expect(await servers.run('s__say')).toContain('The tool failed');
    await Promise.all(ended);
  },
);

it('tells the model of a server that breaks off, and comes back to it', async () => {
  let isBroken = true;
  const served = await serveMcp(({ message, response }) => {
    if (message.method !== 'tools/call' || !isBroken) return false;
    isBroken = false;
    response.destroy();
    return true;
  });
  const servers = keepServers([at(served)]);
  await servers.untilState('connected');
  expect(await servers.run('s__say')).toContain('It ended, or cannot be reached.');
  expect(await servers.run('s__say')).toContain('say said');
});

it('opens a lost session anew once, whatever many calls find it so', async () => {
  let isLost = true;
  const served = await serveMcp(({ message, response }) => {
    if (message.method === 'initialize' && served.asked.length > 1) isLost = false;
    if (message.method !== 'tools/call' || !isLost) return false;
    response.writeHead(404).end();
    return true;
  });
  const servers = keepServers([at(served)]);
  await servers.untilState('connected');
  const read = await Promise.all([1, 2, 3].map(() => servers.run('s__say')));
  expect(read.join()).toBe(Array(3).fill('<tool>\nsay said\n</tool>').join());
  expect(served.asked.filter(({ method }) => method === 'initialize')).toHaveLength(2);
});

it('gives up a session that is lost again at once', async () => {
  const served = await inCalls(({ response }) => response.writeHead(404).end());
  const servers = keepServers([at(served)]);
  await servers.untilState('connected');
  expect(await servers.run('s__say')).toContain('It does not know the session any more.');
  expect(served.asked.filter(({ method }) => method === 'initialize')).toHaveLength(2);
});

it('loads the library for no server that is off', async () => {
  const servers = createMcpServers({
    ...{ clock: systemClock, log: pino({ level: 'silent' }) },
    loadOpener: () => Promise.reject(new Error('The library is loaded')),
  });
  servers.replace([at({ url: 'https://mcp.example/' }, { isOff: true })]);
  await settle();
  expect(servers.states()).toMatchObject([{ state: 'off' }]);
  await servers.stop();
});
