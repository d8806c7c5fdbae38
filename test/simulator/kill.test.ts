import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { NumberedEvent } from '../../src/simulator/page/page-events.ts';
import { chromiumMissing, closeBrowser, openPage } from '../support/chromium.ts';
import { spawnServer } from './spawn-server.ts';
import type { SpawnedServer } from './spawn-server.ts';

const FIRST_WORDS = '【练习模型】';
const LAST_WORDS = '有什么不同。';
const MANY_AT_A_TIME = { concurrent: true, timeout: 90_000 };

async function askSlowly(server: SpawnedServer, seconds: number): Promise<string> {
  const { command, event } = server;
  const found = await event(({ type }) => type === 'follower');
  const openId = found.type === 'follower' ? found.openId : '';
  await command({ do: 'set-up', answerer: 'practice', practiceSeconds: seconds });
  await command({ do: 'send', openId, message: { type: 'text', content: '慢慢说' } });
  return openId;
}

/** What the follower read, without the welcome. */
async function readWords(server: SpawnedServer): Promise<string> {
  const seen = (await server.events()).filter((event) => event.type === 'seen');
  expect(seen.filter(({ via }) => via === 'notice')).toEqual([]);
  return seen
    .slice(1)
    .map(({ text }) => text)
    .join('\n');
}

describe('a process that the page has killed in the middle of an answer', MANY_AT_A_TIME, () => {
  afterAll(closeBrowser);

  it.for<[when: string, isDue: (event: NumberedEvent) => boolean]>([
    ['while the first push waits', ({ type }) => type === 'grown'],
    ['after the first reply', (event) => event.type === 'seen' && event.text.includes(FIRST_WORDS)],
  ])(
    'is started again at the same port, and the answer goes on to its end: %s',
    async ([, isDue], test) => {
      const server = await spawnServer(test);
      await askSlowly(server, 10);
      await server.event(isDue);
      expect((await server.post('api/kill')).status).toBe(200);
      await server.event((event) => event.type === 'process' && event.is === 'started');
      await server.event((event) => event.type === 'seen' && event.text.includes(LAST_WORDS));
      const words = await readWords(server);
      for (const part of [FIRST_WORDS, '第一，', '第三，', '第六，', LAST_WORDS]) {
        expect(words.split(part)).toHaveLength(2);
      }
      // The first settled exchange is the welcome; the question's was repeated and answered once.
      const settled = (await server.events()).filter(({ type }) => type === 'settled');
      expect(settled).toHaveLength(2);
      expect(server.output()).not.toContain('Stopping');
    },
  );

  it('is repeated to by WeChat: a personal account gets its sentences by the last push', async (test) => {
    const server = await spawnServer(test);
    await server.command({ do: 'set-up', accountKind: 'personal' });
    await askSlowly(server, 8);
    await server.event((event) => event.type === 'model-first-text');
    await server.post('api/kill');
    await server.event((event) => event.type === 'seen' && event.text.includes(FIRST_WORDS));
    const starts = (await server.events()).filter(
      (event) => event.type === 'attempt-started' && event.number > 1,
    );
    expect(starts.length).toBeGreaterThan(0);
  });

  it('refuses to be killed by another site, a proxied stranger or a GET, and beside a real account', async (test) => {
    const server = await spawnServer(test);
    const refusals: readonly Record<string, string>[] = [
      { Origin: 'https://evil.example' },
      { 'Sec-Fetch-Site': 'cross-site' },
      { Origin: 'null' },
      { 'X-Forwarded-For': '198.51.100.4' },
    ];
    for (const headers of refusals) {
      expect((await server.post('api/kill', headers)).status).toBe(403);
    }
    expect((await fetch(`${server.url}api/kill`)).status).toBe(404);
    const events = await server.events();
    expect(events.some(({ type }) => type === 'process')).toBe(false);
  });

  it.runIf(chromiumMissing === undefined)(
    'is seen by an open page: it comes back by itself, says so, and the words in the box stay',
    async (test) => {
      const server = await spawnServer(test);
      const page = await openPage(server.url, {}, { expected: /Failed to load resource/, test });
      await page.getByRole('radio', { name: '练习模型' }).check();
      await page.getByRole('slider').fill('12');
      const box = page.getByRole('textbox', { name: '发消息' });
      await box.fill('慢慢说');
      await page.keyboard.press('Enter');
      await page.locator('.bar', { hasText: '正在输入' }).waitFor();
      await box.fill('还没发的话');
      // Both toasts go away by themselves, so the page is watched from before the kill.
      const seen = ['进程已被杀掉', '服务器回来了'].map((hasText) =>
        page.locator('.toast', { hasText }).waitFor({ timeout: 30_000 }),
      );
      await page.getByRole('button', { name: '结束进程并重新启动' }).click();
      await Promise.all(seen);
      await page.locator('.remark', { hasText: '新进程接着写' }).waitFor({ timeout: 30_000 });
      expect(await box.inputValue()).toBe('还没发的话');
      await page.locator('.theirs', { hasText: LAST_WORDS }).waitFor({ timeout: 40_000 });
      expect(await page.locator('.theirs', { hasText: '第一，' }).count()).toBe(1);
    },
  );
});

describe('a server that is stopped in order and started again', MANY_AT_A_TIME, () => {
  it('keeps chats in files that only its user can read; a reset deletes them', async (test) => {
    const server = await spawnServer(test);
    const openId = await askSlowly(server, 1);
    await server.event((event) => event.type === 'seen' && event.text.includes(LAST_WORDS));
    const folder = join(server.dataDir, 'simulator');
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(folder)) {
      expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
    }
    await server.command({ do: 'clear' });
    await server.event((event) => event.type === 'settled');
    const left = readFileSync(join(folder, 'events.jsonl'), 'utf8');
    expect(left).not.toContain(openId);
    expect(left).not.toContain('慢慢说');
  });

  it('passes a signal on to the server, and ends with its code; a killed supervisor leaves no server', async (test) => {
    const server = await spawnServer(test);
    server.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    expect(server.output()).toContain('Stopping');
    expect(server.output()).not.toContain('Stopping immediately');

    const other = await spawnServer(test);
    other.kill('SIGKILL');
    await other.ended;
    await test.expect
      .poll(
        () =>
          fetch(other.url).then(
            () => 'there',
            () => 'gone',
          ),
        { timeout: 5000 },
      )
      .toBe('gone');
  });
});
