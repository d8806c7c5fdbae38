import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { openAccountCollections } from '../../../src/accounts/account-collections.ts';
import { rotateSecrets } from '../../../src/accounts/rotate-secrets.ts';
import { ensureSecretKeys, readSecretKeys } from '../../../src/config/secret-key.ts';
import { createBackground } from '../../../src/runtime/background.ts';
import { systemClock } from '../../../src/runtime/clock.ts';
import { newId } from '../../../src/runtime/new-id.ts';
import { McpServerRefused } from '../../../src/server/mcp/mcp-server-book.ts';
import { openMcp, type Mcp } from '../../../src/server/mcp/open-mcp.ts';
import { readConfiguredMcp } from '../../../src/server/mcp/read-every-mcp.ts';
import type { McpServerSettings } from '../../../src/tools/mcp/mcp-settings.ts';
import { createBookWorld, type BookWorld } from '../../accounts/book-world.ts';
import { serveMcp } from '../../tools/mcp/serve-mcp.ts';

const KEY = 'a-key-that-nobody-else-has';
const log = pino({ level: 'silent' });

/** One process of those that share the store. */
async function openProcess(
  world: BookWorld,
  configured: readonly McpServerSettings[] = [],
): Promise<Mcp> {
  const place = { dataDir: world.folder, secret: undefined, previousSecret: undefined };
  const { collections } = await world.open('server');
  const mcp = openMcp(configured, {
    ...{ collections, clock: systemClock, background: createBackground(log), log },
    keys: {
      read: () => readSecretKeys(place),
      ensure: () => ensureSecretKeys(place),
      place: 'secret.key',
    },
  });
  onTestFinished(() => mcp.stop());
  return mcp;
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await systemClock.sleep(10);
}

const offers = (mcp: Mcp, name: string) => () => mcp.tools().some((tool) => tool.name === name);

it('connects every process to a server that the console of one adds, changes and removes', async () => {
  const served = await serveMcp();
  const world = createBookWorld();
  const [here, there] = [await openProcess(world), await openProcess(world)];
  await here.desk.add('shop', { url: served.url, headers: { 'x-key': KEY } });
  await until(offers(here, 'shop__say'));
  await until(offers(there, 'shop__say'));
  expect(served.asked.every(({ headers }) => headers['x-key'] === KEY)).toBe(true);
  await there.desk.change('shop', { isOn: false });
  await until(() => !offers(here, 'shop__say')());
  await there.desk.change('shop', { isOn: true });
  await until(offers(here, 'shop__say'));
  await there.desk.remove('shop');
  await until(() => here.tools().length === 0);
  expect(await here.desk.list()).toEqual([]);
});

it('lists servers without what is secret, and keeps it sealed', async () => {
  const served = await serveMcp();
  const world = createBookWorld();
  const mcp = await openProcess(world);
  await mcp.desk.add('shop', { url: `${served.url}?key=${KEY}`, headers: { 'x-key': KEY } });
  await until(offers(mcp, 'shop__say'));
  const listed = await mcp.desk.list();
  expect(listed).toMatchObject([
    {
      ...{ name: 'shop', source: 'console', place: served.url, headers: ['x-key'], isOn: true },
      state: { state: 'connected', tools: [{ name: 'say', offeredAs: 'shop__say' }] },
    },
  ]);
  expect(JSON.stringify(listed)).not.toContain(KEY);
  expect(world.bytes()).not.toContain(KEY);
});

it('tests a tool as a model would call it', async () => {
  const served = await serveMcp();
  const mcp = await openProcess(createBookWorld());
  await mcp.desk.add('shop', { url: served.url });
  await until(offers(mcp, 'shop__say'));
  const { signal } = new AbortController();
  const call = { server: 'shop', given: {}, signal };
  expect(await mcp.desk.test({ ...call, tool: 'say' })).toBe('<tool>\nsay said\n</tool>');
  expect(await mcp.desk.test({ ...call, tool: 'other' })).toBeUndefined();
});

it('refuses names that are taken, and addresses of the machine’s own cloud', async () => {
  const url = 'https://mcp.example/mcp';
  const configured = readConfiguredMcp(
    { mcpConfig: JSON.stringify({ mcpServers: { shop: { url, disabled: true } } }) },
    {},
  );
  const { desk } = await openProcess(createBookWorld(), configured);
  await desk.add('map', { url, isOn: false });
  await expect(desk.add('map', { url })).rejects.toThrow(McpServerRefused);
  await expect(desk.add('map', { url })).rejects.toThrow('already');
  await expect(desk.add('shop', { url })).rejects.toThrow('MCP_CONFIG');
  await expect(desk.change('shop', { url })).rejects.toThrow('MCP_CONFIG');
  await expect(desk.change('other', { url })).rejects.toThrow('no MCP server other');
  const metadata = 'http://169.254.169.254/mcp';
  await expect(desk.add('cloud', { url: metadata })).rejects.toThrow('reserved');
  expect((await desk.list()).map(({ name, source }) => [name, source])).toEqual([
    ['shop', 'environment'],
    ['map', 'console'],
  ]);
});

it('goes on with a new key after a rotation', async () => {
  const served = await serveMcp();
  const world = createBookWorld();
  const mcp = await openProcess(world);
  await mcp.desk.add('shop', { url: served.url, headers: { 'x-key': KEY } });
  const book = await world.book();
  const { ring } = book;
  const collections = openAccountCollections(book.store.collections);
  const rotation = await rotateSecrets({ collections, ring, clock: systemClock, newId });
  expect(rotation).toEqual({ resealed: 1, closed: [] });
  await mcp.desk.change('shop', { timeoutSeconds: 5 });
  expect(await mcp.desk.list()).toMatchObject([{ headers: ['x-key'], timeoutSeconds: 5 }]);
});

it('says what is wrong with MCP_CONFIG before anything starts', () => {
  const mcpConfig = '{"mcpServers": {"shop": {}}}';
  expect(() => readConfiguredMcp({ mcpConfig }, {})).toThrow('MCP server shop');
});
