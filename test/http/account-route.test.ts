import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import type { AccountDirectory } from '../../src/accounts/account-directory.ts';
import type { Account } from '../../src/accounts/account.ts';
import { createEventBus } from '../../src/events/event-bus.ts';
import { createApp } from '../../src/http/app.ts';
import { replyWith } from '../../src/messages/reply.ts';
import { createCodec } from '../../src/wechat/push/codec.ts';
import { NOW_SECONDS, plainQuery, textXml } from '../wechat/api/account-double.ts';
import { createStepClock } from '../support/step-clock.ts';

const clock = createStepClock({ start: NOW_SECONDS * 1000 });

/** An account that answers every push with its name. */
function createNamed(name: string, token: string): Account {
  const notForThis = () => {
    throw new Error('Only pushes are answered here');
  };
  const log = pino({ level: 'silent' });
  const settings = { token, messageMode: 'auto', timestampWindowSeconds: 300 } as const;
  return {
    name,
    codec: createCodec(settings, { clock, log }),
    handlePush: () => Promise.resolve({ reply: replyWith(`from ${name}`), wasCut: () => {} }),
    noteHandshake: () => {},
    ...{ runDueWork: notForThis, cancel: notForThis, deliver: notForThis },
    ...{ beginNext: notForThis, running: notForThis, retire: notForThis, handOver: notForThis },
  };
}

async function serve(
  accounts: Map<string, Account>,
  findNewer: AccountDirectory['findNewer'] = () => Promise.resolve(undefined),
) {
  const logs: Record<string, unknown>[] = [];
  const log = pino(
    { level: 'info' },
    { write: (line: string) => void logs.push(JSON.parse(line) as Record<string, unknown>) },
  );
  const app = createApp({
    accounts: {
      find: (name) => Promise.resolve(accounts.get(name)),
      findNewer,
      entries: () => accounts.entries(),
    },
    readiness: () => Promise.resolve([]),
    events: createEventBus(log),
    ...{ clock, log },
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const ask = async (path: string, token: string, echostr?: string) => {
    const query = new URLSearchParams({
      ...plainQuery({ token }),
      ...(echostr && { echostr }),
    }).toString();
    const response = await fetch(`http://127.0.0.1:${port}${path}?${query}`, {
      ...(echostr === undefined && { method: 'POST', body: textXml }),
    });
    return { status: response.status, text: await response.text() };
  };
  return {
    logs,
    push: (path: string, token: string) => ask(path, token),
    verify: (path: string, token: string) => ask(path, token, '4711'),
  };
}

const both = () =>
  new Map([
    ['default', createNamed('default', 'firstToken')],
    ['shop', createNamed('shop', 'shopToken')],
  ]);

it.each([
  ['/wechat', 'firstToken', 'default'],
  ['/wechat/default', 'firstToken', 'default'],
  ['/wechat/shop', 'shopToken', 'shop'],
])('%s is the address of one account, for pushes and verifications', async (path, token, name) => {
  const server = await serve(both());
  expect((await server.push(path, token)).text).toContain(`from ${name}`);
  expect(await server.verify(path, token)).toEqual({ status: 200, text: '4711' });
});

it('the token of one account opens no other', async () => {
  const server = await serve(both());
  expect((await server.push('/wechat/shop', 'firstToken')).status).toBe(401);
  expect((await server.verify('/wechat', 'shopToken')).status).toBe(401);
  expect(server.logs).toEqual([
    expect.objectContaining({ reason: 'signature wrong', account: 'shop' }),
    expect.objectContaining({ reason: 'signature wrong', account: 'default' }),
  ]);
});

it('a name that no account has is not found, with one page for pushes and verifications', async () => {
  const server = await serve(both());
  const pushed = await server.push('/wechat/other', 'shopToken');
  const verified = await server.verify('/wechat/other', 'shopToken');
  expect(pushed.status).toBe(404);
  expect(verified).toEqual(pushed);
});

it('such a name is logged once a minute, with the address that the signature belongs to', async () => {
  const server = await serve(both());
  await server.push('/wechat/other', 'shopToken');
  await server.push('/wechat/other', 'shopToken');
  expect(server.logs).toEqual([expect.objectContaining({ code: 'wrong_path' })]);
  expect(server.logs[0]?.['msg']).toContain('/wechat/shop');
});

it('an account that is removed is not found from the next request on', async () => {
  const accounts = both();
  const server = await serve(accounts);
  accounts.delete('shop');
  expect((await server.push('/wechat/shop', 'shopToken')).status).toBe(404);
});

it('a signature that is wrong here is checked again by the account as it is set now', async () => {
  const server = await serve(both(), ({ name }) =>
    Promise.resolve(name === 'shop' ? createNamed('shop', 'newToken') : undefined),
  );
  expect((await server.push('/wechat/shop', 'newToken')).text).toContain('from shop');
  expect((await server.verify('/wechat/shop', 'newToken')).status).toBe(200);
  expect((await server.push('/wechat/shop', 'neitherToken')).status).toBe(401);
});
