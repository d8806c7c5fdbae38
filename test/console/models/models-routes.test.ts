import { describe, expect, it, onTestFinished } from 'vitest';
import { openConsoleOf, signInAs } from '../../support/console-client.ts';
import { startPlatform } from '../../support/played-platform.ts';
import { startBot } from '../../support/start-bot.ts';

const KEY = 'stored-key-of-the-owner';
const ANSWER =
  'data: {"choices":[{"delta":{"content":"OK"}}]}\n\ndata: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n';

/** Addresses of a machine's own landlord, in all ways to write them. */
const METADATA = [
  'http://169.254.169.254/latest',
  'http://[fe80::1]/v1',
  'http://100.100.100.200/v1',
  'http://metadata.google.internal/v1',
  'http://[::ffff:169.254.169.254]/v1',
];

/** A vendor that takes one key and repeats every other one in its refusal. */
async function startVendor(good: string) {
  const vendor = await startPlatform(({ headers }) => {
    const key = (headers.authorization ?? '').replace('Bearer ', '');
    if (key === good) return { steps: [ANSWER] };
    return { status: 401, json: { error: { message: `wrong ${key}`, secret: 'internal page' } } };
  });
  onTestFinished(() => vendor.close());
  return vendor;
}

async function start(good = KEY) {
  const vendor = await startVendor(good);
  const bot = await startBot({
    withoutModel: true,
    settings: {
      ...{ CHAT_MODELS: 'mine/a,mine/b', MINE_BASE_URL: `${vendor.url}/v1` },
      MINE_API_KEY: KEY,
    },
  });
  return { bot, vendor, owner: await openConsoleOf(bot) };
}

it('lists models in their roles and order, with whether a key is set and never the key', async () => {
  const { owner } = await start();
  const { status, body } = await owner.get('/models');
  expect(status).toBe(200);
  const chat = (body.models as { role: string; id: string; keys: number }[]).filter(
    ({ role }) => role === 'chat',
  );
  expect(chat).toMatchObject([
    { id: 'mine/a', keys: 1, settings: { apiKey: 'MINE_API_KEY', namedIn: 'CHAT_MODELS' } },
    { id: 'mine/b' },
  ]);
  expect(JSON.stringify(body)).not.toContain(KEY);
  const presets = (await owner.get('/models/presets')).body.presets as { name: string }[];
  expect(presets.map(({ name }) => name)).toContain('deepseek');
});

it('refuses an address that is none in a sentence about it, without commands', async () => {
  const { owner } = await start();
  const asked = { model: 'mine/a', apiKey: 'k', baseUrl: 'api.example.com' };
  const { status, body } = await owner.post('/models/test', asked);
  expect(status).toBe(400);
  expect(body).toMatchObject({ code: 'not_valid', problems: [{ name: 'MINE_BASE_URL' }] });
  expect(body.sentence).toContain('http://');
  expect(body.sentence).not.toMatch(/npm run|`|\n/);
});

it('shows why questions pass a model by, and when it is asked again', async () => {
  const { bot, owner } = await start('another key than the stored one');
  await bot.follower.says('你好');
  const { models } = (await owner.get('/models')).body as {
    models: { id: string; breakers: { failure: string; scope: string; reason: string }[] }[];
  };
  expect(models[0]?.breakers).toMatchObject([{ scope: 'key', failure: 'key' }]);
  expect(models[0]?.breakers[0]?.reason).toContain('MINE_API_KEY');
});

describe('a test of a model', () => {
  it('says how soon it answers, with the stored key and with one that is not stored', async () => {
    const { owner } = await start();
    const stored = await owner.post('/models/test', { model: 'mine/a' });
    expect(stored.body).toMatchObject({ ok: true });
    expect(stored.body.tookMs).toBeGreaterThanOrEqual(stored.body.firstTokenMs as number);
    const other = await startVendor('given-key-123');
    const given = await owner.post('/models/test', {
      ...{ model: 'deepseek/x', apiKey: 'given-key-123', baseUrl: `${other.url}/v1` },
    });
    expect(given.body).toMatchObject({ ok: true });
    expect(other.calls[0]?.body).toMatchObject({ model: 'x' });
  });

  it('sends a stored key to no other address, and repeats nothing that an address answered', async () => {
    const { owner } = await start();
    const foreign = await startVendor('a key that nobody has');
    const { body } = await owner.post('/models/test', {
      ...{ model: 'mine/a', baseUrl: `${foreign.url}/v1` },
    });
    expect(body).toMatchObject({ ok: false });
    expect(JSON.stringify(body)).not.toMatch(/internal page|wrong/);
    expect(foreign.calls.map(({ headers }) => headers.authorization).join()).not.toContain(KEY);
  });

  it('asks nothing where a cloud keeps its credentials, is for owners, and names what is missing', async () => {
    const { owner } = await start();
    for (const baseUrl of METADATA) {
      const refused = await owner.post('/models/test', { model: 'mine/a', apiKey: 'k', baseUrl });
      expect([baseUrl, refused.status, refused.body.code]).toEqual([baseUrl, 409, 'refused']);
      expect(refused.body.sentence).toMatch(/reserved|保留/);
    }
    const viewer = await signInAs(owner, 'viewer');
    expect((await viewer.get('/models')).status).toBe(200);
    expect((await viewer.post('/models/test', { model: 'mine/a' })).status).toBe(403);
    const unknown = await owner.post('/models/test', { model: 'unheard/of' });
    expect(unknown.status).toBe(400);
    expect(unknown.body.sentence).toContain('UNHEARD_BASE_URL');
  });
});
