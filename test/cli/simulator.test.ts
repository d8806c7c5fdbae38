import { describe, expect, it, onTestFinished } from 'vitest';
import { startSimulator } from '../../src/cli/simulator.ts';
import type { SimulatorSettings } from '../../src/cli/simulator.ts';

import { startBot, TOKEN, textReply } from '../simulator/scripted-bot.ts';

const settings = (change: Partial<SimulatorSettings>): SimulatorSettings => ({
  url: 'http://127.0.0.1:1/wechat',
  token: TOKEN,
  mode: 'plain',
  accountKind: 'certified-service',
  port: 0,
  host: '127.0.0.1',
  apiPort: 0,
  ...change,
});

async function start(change: Partial<SimulatorSettings>) {
  const running = await startSimulator(settings(change));
  onTestFinished(() => running.close());
  return {
    ...running,
    page: running.pageUrl.replace('localhost', '127.0.0.1').split('?')[0] ?? '',
  };
}

describe('the simulator for another bot', () => {
  it('pushes to it, plays its API, and tells the page both', async () => {
    const bot = await startBot(({ body }, response) => response.end(textReply(body, '别的机器人')));
    const { page, apiUrl, account } = await start({ url: `${bot.url}?secret=1` });
    const stop = new AbortController();
    const stream = await fetch(`${page}api/events`, { signal: stop.signal });
    let told = '';
    for await (const text of stream.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      told += text;
      if (told.includes('"settled"')) break;
    }
    stop.abort();
    expect(told).toContain('别的机器人');
    expect(told).toContain('"botUrl":"http://127.0.0.1:');
    expect(told).not.toContain('secret=1');
    const token = await fetch(`${apiUrl}/cgi-bin/stable_token`, {
      method: 'POST',
      body: JSON.stringify({
        grant_type: 'client_credential',
        appid: account.appId,
        secret: account.appSecret,
      }),
    });
    expect(await token.json()).toHaveProperty('access_token');
  });

  it('has a key in its address, which lets in from elsewhere', async () => {
    const { pageUrl, page } = await start({});
    const proxied = { headers: { Via: '1.1 proxy' } };
    expect((await fetch(page, proxied)).status).toBe(403);
    expect((await fetch(pageUrl, proxied)).status).toBe(200);
  });

  it.each([
    ['a token', { token: undefined }, '--token'],
    ['a usable address', { url: 'localhost' }, 'address'],
    ['an app id beside the AES key', { aesKey: 'x'.repeat(43) }, '--app-id'],
  ])('says what is missing: %s', async (_, change, hint) => {
    await expect(startSimulator(settings(change))).rejects.toThrow(hint);
  });
});
