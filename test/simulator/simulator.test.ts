import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { request as sendRequest } from 'node:http';
import { describe, expect, it } from 'vitest';
import { pino } from 'pino';
import { SIMULATOR_ACCOUNT } from '../../src/accounts/account-name.ts';
import { parseConfig } from '../../src/config/parse-config.ts';
import { openPreferences } from '../../src/personas/preferences.ts';
import { readVersion } from '../../src/runtime/version.ts';
import { createRuntime } from '../../src/server/create-runtime.ts';
import { toStoreSettings } from '../../src/server/to-store-settings.ts';
import { openStore } from '../../src/store/open-store.ts';
import { unheard } from '../support/recorded-events.ts';
import { openDatabase } from '../../src/store/sqlite/database.ts';
import type { AnswerPipeline } from '../../src/answering/answerer.ts';
import { KEY, startSimulator } from './start-simulator.ts';
import type { RunningSimulator } from './start-simulator.ts';

/** fetch may not choose its Host; this can. */
function get(
  url: string,
  headers: Record<string, string>,
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const request = sendRequest(url, { headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    request.on('error', reject).end();
  });
}

const says = (text: string): AnswerPipeline => ({
  name: 'model double',
  lane: { key: 'double' },
  async *answer() {
    yield { type: 'text', text: await Promise.resolve(text), origin: 'model' };
    yield { type: 'finish', reason: 'stop' };
  },
});

async function firstFollower({ event }: RunningSimulator): Promise<string> {
  const { openId } = await event('follower');
  // The welcome is out of the way.
  await event('settled');
  return openId;
}

function ask({ command }: RunningSimulator, openId: string, content: string) {
  return command({ do: 'send', openId, message: { type: 'text', content } });
}

it('a persona that was chosen in the simulator is played there, with the personas of the real account', async () => {
  const systems: string[] = [];
  const played: AnswerPipeline = {
    ...says('好。'),
    answer(asked, signal) {
      systems.push(asked.system);
      return says('好。').answer(asked, signal);
    },
  };
  const simulator = await startSimulator({ model: played, settings: { PERSONA: '写作助手' } });
  const openId = await firstFollower(simulator);
  await ask(simulator, openId, '写个请假条');
  await expect.poll(() => systems).toHaveLength(1);
  expect(systems[0]).toMatch(/^你是写作助手/);
  // As the task does it, in another process over the same store.
  const command = await openBeside(simulator.dataDir);
  const follower = { account: SIMULATOR_ACCOUNT, openId };
  await openPreferences({
    collections: command.collections,
    turns: { read: () => Promise.resolve({ answer: '' }) },
  }).choose({ follower: follower, turnId: 't1' }, 'persona', 'translator');
  await command.close();
  await ask(simulator, openId, '早上好');
  await expect.poll(() => systems).toHaveLength(2);
  expect(systems[1]).toMatch(/^你是专业译者/);
});

/** Opens the store of a data folder beside its server. */
async function openBeside(dataDir: string) {
  const config = parseConfig({ DATA_DIR: dataDir });
  const runtime = createRuntime(pino({ level: 'silent' }));
  const deps = { ...runtime, events: unheard, version: readVersion() };
  return openStore(config, { ...toStoreSettings(config), role: 'command' }, deps);
}

describe('access to the page', () => {
  it('does not exist when it is switched off', async () => {
    const { url } = await startSimulator({ withSimulator: false });
    for (const path of ['', '../simulator', 'api/events', `?key=${KEY}`]) {
      expect((await fetch(new URL(path, url))).status).toBe(404);
    }
  });

  it('this machine, and others with the key only', async () => {
    const { url } = await startSimulator();
    const events = `${url}api/media/none`;
    expect((await get(events, {})).status).toBe(404);
    const proxied = { 'X-Forwarded-For': '198.51.100.4' };
    expect(await get(events, proxied)).toMatchObject({ status: 403 });
    expect((await get(events, { Host: 'evil.example' })).status).toBe(403);
    expect((await get(`${events}?key=wrong`, proxied)).status).toBe(403);

    const entered = await fetch(`${url}?key=${KEY}`, { headers: proxied });
    const cookie = entered.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/; Path=\/simulator; HttpOnly; SameSite=Strict$/);
    expect(await entered.text()).not.toContain(KEY);
    const [pair = ''] = cookie.split(';');
    expect((await get(events, { ...proxied, Cookie: pair })).status).toBe(404);
  });

  it('leads on to the page without the key, whether its address ends with a slash or not', async () => {
    const { url } = await startSimulator();
    for (const address of [url, url.replace(/\/$/, '')]) {
      const entered = await fetch(`${address}?key=${KEY}`);
      const [, next = ''] = /content="0;url=([^"]*)"/.exec(await entered.text()) ?? [];
      expect(new URL(next, entered.url).href).toBe(url);
    }
  });

  it('no page of another site may send commands', async () => {
    const { url } = await startSimulator();
    const foreign = await fetch(`${url}api/commands`, {
      method: 'POST',
      headers: { Origin: 'https://evil.example', 'Content-Type': 'text/plain' },
      body: '{"do":"clear"}',
    });
    expect(foreign.status).toBe(403);
  });

  it('shows what was uploaded as pictures and sounds only, never as a page', async () => {
    const { url } = await startSimulator();
    const uploaded = await fetch(`${url}api/media`, {
      method: 'POST',
      headers: { 'Content-Type': 'text/html' },
      body: '<script>alert(1)</script>',
    });
    const { mediaId } = (await uploaded.json()) as { mediaId: string };
    const shown = await fetch(`${url}api/media/${mediaId}`);
    expect(shown.headers.get('content-type')).toBe('application/octet-stream');
    expect(shown.headers.get('x-content-type-options')).toBe('nosniff');
    expect(shown.headers.get('content-security-policy')).toContain("default-src 'self'");
  });
});

describe('the simulated account', () => {
  it('is another one than the real: nothing is stored under its name', async () => {
    const simulator = await startSimulator({ model: says('好的。'), attemptMs: 5000 });
    const openId = await firstFollower(simulator);
    await ask(simulator, openId, '你好');
    await simulator.event('seen', ({ text }) => text.includes('好的。'));
    const database = openDatabase(`${simulator.dataDir}/kuaihui.sqlite`, 100);
    const rows = database
      .prepare<{ account: string }>('SELECT DISTINCT account FROM inbound')
      .all();
    database.close();
    expect(rows.map(({ account }) => account)).toEqual(['simulator']);
  });

  it('answers no command that it does not know, and none for a follower who is not there', async () => {
    const { url, command } = await startSimulator();
    const unknown = await fetch(`${url}api/commands`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"do":"anything"}',
    });
    expect(unknown.status).toBe(400);
    const nobody = await command({
      do: 'event',
      openId: 'oNobody',
      event: { event: 'unsubscribe' },
    });
    expect(nobody.status).toBe(409);
    expect((await command({ do: 'set-up', answerer: 'model' })).status).toBe(409);
  });

  it('learns anew what it may do when it becomes another kind', async () => {
    const simulator = await startSimulator();
    const openId = await firstFollower(simulator);
    await ask(simulator, openId, '怎么安装？');
    await simulator.event(
      'api-call',
      ({ path, errcode }) => path.endsWith('typing') && errcode === 0,
    );
    await simulator.command({ do: 'set-up', accountKind: 'personal', mode: 'safe' });
    await ask(simulator, openId, '怎么更新？');
    await simulator.event('api-call', ({ errcode }) => errcode === 48001);
    const settled = await simulator.event('settled', ({ pushId }) => pushId.startsWith('2-'));
    expect(settled.shown).toBe('text');
  });

  it('lets the answerer be changed, and each answer keeps the label that its own words need', async () => {
    const simulator = await startSimulator({ model: says('模型的话。'), attemptMs: 5000 });
    const openId = await firstFollower(simulator);
    await ask(simulator, openId, '怎么安装？');
    const byModel = await simulator.event('seen', ({ text }) => text.includes('模型的话'));
    expect(byModel.text).toContain('AI生成');
    await simulator.command({ do: 'set-up', answerer: 'knowledge' });
    await ask(simulator, openId, '怎么更新？');
    const second = await simulator.event('seen', ({ n, text }) => n > byModel.n && text !== '');
    expect(second.text).not.toContain('AI生成');
  });
});

describe('played faults', () => {
  it.each(['double-push', 'other-process', 'lose-reply', 'lose-attempt'] as const)(
    '%s: one model call, one answer, no notice',
    async (fault) => {
      const simulator = await startSimulator({ model: says('好的。') });
      const openId = await firstFollower(simulator);
      expect((await simulator.command({ do: 'play-fault', fault })).status).toBe(200);
      await ask(simulator, openId, '你好');
      const settled = await simulator.event('settled', ({ pushId }) => pushId === '1-2');
      expect(settled.shown).toBe('text');
      const types = simulator.events.map(({ type }) => type);
      expect(types.filter((type) => type === 'model-began')).toHaveLength(1);
      const answers = simulator.events.filter(
        (one) => one.type === 'seen' && one.text.includes('好的。'),
      );
      expect(answers).toHaveLength(1);
    },
  );

  it('other-process: one that could not be started can be asked for again', async () => {
    const simulator = await startSimulator({ model: says('好的。') });
    await firstFollower(simulator);
    const play = async () =>
      (await simulator.command({ do: 'play-fault', fault: 'other-process' })).status;
    const { dataDir } = simulator;
    renameSync(dataDir, `${dataDir}-moved`);
    writeFileSync(dataDir, 'no folder');
    expect(await play()).toBe(409);
    rmSync(dataDir);
    renameSync(`${dataDir}-moved`, dataDir);
    expect(await play()).toBe(200);
  });

  it.each([
    ['steal-token', 40001],
    ['expire-token', 42001],
  ] as const)('%s: the call is refused with %i and made again', async (fault, errcode) => {
    const slow: AnswerPipeline = {
      ...says(''),
      async *answer(_, signal) {
        yield { type: 'text', text: '第一句。第二', origin: 'model' };
        await new Promise<void>((resolve) => {
          signal.addEventListener('abort', () => resolve());
          release = resolve;
        });
        yield { type: 'text', text: '句。', origin: 'model' };
        yield { type: 'finish', reason: 'stop' };
      },
    };
    let release = () => {};
    const simulator = await startSimulator({ model: slow });
    const openId = await firstFollower(simulator);
    await ask(simulator, openId, '你好');
    await simulator.event('seen', ({ text }) => text.includes('第一句'));
    await simulator.command({ do: 'play-fault', fault });
    release();
    await simulator.event('api-call', (call) => call.errcode === errcode);
    await simulator.event('seen', ({ text }) => text.includes('第二句'));
  });

  it('refuse-ip stays until it is switched off', async () => {
    const simulator = await startSimulator();
    const openId = await firstFollower(simulator);
    await simulator.command({ do: 'keep-fault', fault: 'refuse-ip', isOn: true });
    await ask(simulator, openId, '怎么安装？');
    const refused = await simulator.event('api-call', ({ errcode }) => errcode === 40164);
    await simulator.command({ do: 'keep-fault', fault: 'refuse-ip', isOn: false });
    const last = await simulator.event(
      'setup',
      ({ n, setup }) => n > refused.n && setup.lasting.length === 0,
    );
    expect(last.setup.accountKind).toBe('certified-service');
  });
});
