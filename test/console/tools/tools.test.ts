import { describe, expect, it } from 'vitest';
import { openConsoleOf, signInAs, type ConsoleClient } from '../../support/console-client.ts';
import type { ToolsAnswer } from '../../../src/console/tools/tools-contract.ts';
import { startBot } from '../../support/start-bot.ts';
import { answerWith, serveMcp, text } from '../../tools/mcp/serve-mcp.ts';

const KEY = 'Bearer key-of-the-shop';

/** A server with a tool that reads and one that writes; it takes requests with the key alone. */
function serveShop() {
  return serveMcp(({ message, request, response }) => {
    if (request.headers.authorization !== KEY) {
      response.writeHead(401).end();
      return true;
    }
    const inputSchema = {
      ...{ type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    };
    const tools = [
      {
        name: 'stock',
        description: 'Tells the stock.',
        inputSchema,
        annotations: { readOnlyHint: true },
      },
      { name: 'order', description: 'Orders more.', inputSchema },
    ];
    if (message.method === 'tools/list') answerWith(response, message.id, { tools });
    else if (message.method === 'tools/call') answerWith(response, message.id, text('3 left'));
    else return false;
    return true;
  });
}

/** Waits until the server has the state in the console. */
async function whenServerIs(client: ConsoleClient, state: string) {
  await expect
    .poll(async () => (await client.get('/tools')).body.servers[0]?.state as string, {
      timeout: 20_000,
    })
    .toBe(state);
  const [server] = ((await client.get('/tools')).body as ToolsAnswer).servers;
  if (!server) throw new Error('There is no server');
  return server;
}

it('lists our tools as they are set for the account', async () => {
  const bot = await startBot({ settings: { TOOLS: 'current_time,web_search' } });
  const owner = await openConsoleOf(bot);
  expect((await owner.get('/tools')).body).toEqual({
    notOffered: null,
    own: [
      { name: 'current_time', state: 'on' },
      { name: 'read_page', state: 'off' },
      { name: 'web_search', state: 'unset' },
    ],
    servers: [],
  });
  await owner.patch('/settings?account=default', { KNOWLEDGE_ONLY: 'on' });
  await expect
    .poll(async () => (await owner.get('/tools')).body.notOffered as string)
    .toBe('documents-only');
});

it('has one of our tools run, and says what there is none of', async () => {
  const owner = await openConsoleOf(await startBot());
  const about = '/tools/definition?tool=current_time';
  expect((await owner.get(about)).body.parameters.properties).toHaveProperty('time_zone');
  const given = { tool: 'current_time', arguments: { time_zone: 'Asia/Tokyo' } };
  const { status, body } = await owner.post('/tools/call', given);
  expect(status).toBe(200);
  expect(body.text).toContain('Asia/Tokyo');
  expect(body.tookMs).toBeGreaterThanOrEqual(0);
  // The owner's call reaches no private address either.
  const inside = { tool: 'read_page', arguments: { url: 'http://127.0.0.1/admin' } };
  expect((await owner.post('/tools/call', inside)).body.text).not.toContain('admin');
  for (const none of [{ tool: 'shell' }, { tool: '__proto__' }, { server: 'x', tool: 'stock' }])
    expect((await owner.post('/tools/call', { ...none, arguments: {} })).status).toBe(404);
});

describe('a server', () => {
  it('is added, tried, changed and removed, and its headers are never shown', async () => {
    const shop = await serveShop();
    const bot = await startBot();
    const owner = await openConsoleOf(bot);
    const added = { name: 'shop', url: `${shop.url}?key=k1`, headers: { Authorization: KEY } };
    expect((await owner.post('/tools/servers', added)).status).toBe(200);
    const server = await whenServerIs(owner, 'connected');
    expect(server).toMatchObject({
      ...{ name: 'shop', kind: 'http', source: 'console', place: shop.url },
      ...{ headers: ['Authorization'], allowTools: [], problem: null },
      tools: [
        { name: 'stock', offeredAs: 'shop__stock', withheld: null, canBeAllowed: false },
        { name: 'order', offeredAs: null, canBeAllowed: true },
      ],
    });
    expect(server.tools[1]?.withheld).toContain('readOnlyHint');

    const about = '/tools/definition?server=shop&tool=stock';
    expect((await owner.get(about)).body.parameters.required).toEqual(['city']);
    const call = { server: 'shop', tool: 'stock', arguments: { city: '杭州' } };
    expect((await owner.post('/tools/call', call)).body.text).toContain('3 left');

    const allow = { allowTools: ['order'] };
    expect((await owner.patch('/tools/servers/shop', allow)).status).toBe(200);
    await expect
      .poll(async () => (await whenServerIs(owner, 'connected')).tools[1]?.offeredAs)
      .toBe('shop__order');
    const moved = await owner.patch('/tools/servers/shop', { url: 'http://127.0.0.1:9/mcp' });
    expect(moved.status).toBe(409);
    expect(moved.body.sentence).toMatch(/请求头|headers/);
    await owner.patch('/tools/servers/shop', { isOn: false });
    await whenServerIs(owner, 'off');

    expect((await owner.delete('/tools/servers/shop')).status).toBe(200);
    expect((await owner.get('/tools')).body.servers).toEqual([]);
    const audit = JSON.stringify((await owner.get('/audit')).body);
    for (const action of [
      'tools.server.add',
      'tools.call',
      'tools.server.change',
      'tools.server.remove',
    ])
      expect(audit).toContain(action);
    for (const secret of [KEY, 'k1', '杭州']) expect(audit).not.toContain(secret);
  });

  it('that refuses the key is shown with what to do', async () => {
    const shop = await serveShop();
    const owner = await openConsoleOf(await startBot());
    await owner.post('/tools/servers', { name: 'shop', url: shop.url });
    const { problem, tools } = await whenServerIs(owner, 'away');
    expect(problem?.sentence).not.toBe('');
    expect(problem?.remedy).toMatch(/密钥|key/);
    expect(tools).toEqual([]);
  });

  it('is refused at an address that no service has, and with a name that is none', async () => {
    const owner = await openConsoleOf(await startBot());
    for (const refused of [
      { name: 'meta', url: 'http://169.254.169.254/mcp' },
      { name: 'meta', url: 'file:///etc/passwd' },
      { name: 'A b', url: 'https://mcp.example.com/mcp' },
      { name: 'cmd', url: 'https://mcp.example.com/mcp', headers: { 'a b': 'c' } },
    ])
      expect((await owner.post('/tools/servers', refused)).status).toBe(409);
    const program = { name: 'cmd', command: 'sh', args: ['-c', 'id'] };
    expect((await owner.post('/tools/servers', program)).status).toBe(400);
    expect((await owner.get('/tools')).body.servers).toEqual([]);
  });
});

it('viewers see tools and change nothing; agents see none', async () => {
  const owner = await openConsoleOf(await startBot());
  const viewer = await signInAs(owner, 'viewer');
  const agent = await signInAs(owner, 'agent');
  expect((await viewer.get('/tools')).status).toBe(200);
  const call = { tool: 'current_time', arguments: {} };
  expect((await viewer.post('/tools/call', call)).status).toBe(403);
  const added = { name: 'shop', url: 'https://mcp.example.com/mcp' };
  expect((await viewer.post('/tools/servers', added)).status).toBe(403);
  expect((await agent.get('/tools')).status).toBe(403);
});
