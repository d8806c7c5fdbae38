import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { registerKbCommands } from '../../../src/cli/kb/register-kb-commands.ts';
import {
  createPlatform,
  startPlatformApi,
  type AccountKind,
} from '../../../src/simulator/platform/platform.ts';
import { addressOf, publish } from '../../wechat/api/publications.ts';
import { runCommandLine } from '../../support/run-command.ts';

/** Each article is read in a process of its own, which takes seconds on a busy machine. */
const MOST_MS = 120_000;

/** The commands of an account beside a played WeChat that lists what it has published. */
async function openProject({
  accountKind = 'certified-service',
  hasSecret = true,
}: { readonly accountKind?: AccountKind; readonly hasSecret?: boolean } = {}) {
  const publications: object[] = [];
  const platform = createPlatform({
    ...{ webhookUrl: 'http://127.0.0.1:9/', token: 'token', mode: 'plain', accountKind },
    adminSettings: { menu: {}, replies: {}, publications },
  });
  const api = await startPlatformApi(platform);
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-kb-articles-'));
  onTestFinished(async () => {
    await api.close();
    await platform.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const settings = [
    `DATA_DIR=${join(folder, 'data')}`,
    `WECHAT_API_BASE_URL=${api.url}`,
    'WECHAT_TOKEN=token',
    `WECHAT_APP_ID=${platform.account.appId}`,
    ...(hasSecret ? [`WECHAT_APP_SECRET=${platform.account.appSecret}`] : []),
  ];
  writeFileSync(join(folder, '.env'), settings.join('\n'));
  const run = (words: readonly string[], language = 'C') =>
    runCommandLine(['kb', ...words], {
      ...{ folder, environment: { LANG: language }, register: registerKbCommands },
    });
  const list = async () =>
    JSON.parse((await run(['list', '--json'])).says) as { document: string; title: string }[];
  const calls = () =>
    platform.apiCalls.filter(({ path }) => path === '/cgi-bin/freepublish/batchget');
  return { platform, publications, run, list, calls };
}

it(
  'takes in what the account has published, page by page, and follows changes and deletions',
  async () => {
    const { publications, run, list, calls } = await openProject();
    publications.push(
      ...Array.from({ length: 20 }, (_, number) =>
        publish([{ number, isDeleted: number > 1 }], 1000 - number),
      ),
      publish([{ number: 30 }, { number: 31, content: '<p><img src="a.png"></p>' }], 900),
    );
    const first = await run(['sync-articles']);
    expect(calls().map(({ body }) => body)).toEqual([
      { offset: 0, count: 20, no_content: 0 },
      { offset: 20, count: 20, no_content: 0 },
    ]);
    expect(first.says).toBe(
      [0, 1, 30].map((n) => `✓ Article ${n}  ${addressOf(n)}: 1 passage\n`).join(''),
    );
    expect(first.complains).toContain(
      `✗ Article 31  ${addressOf(31)}: The article is made of pictures`,
    );
    expect(first.complains).toContain('set default SYNC_ARTICLES=on');
    expect(first.code).toBe(1);
    expect(await list()).toMatchObject(
      [0, 1, 30].map((n) => ({
        document: addressOf(n),
        address: addressOf(n),
        title: `Article ${n}`,
      })),
    );
    expect((await run(['search', 'body of article 30', '--json'])).says).toContain(
      'The body of article 30',
    );

    publications[0] = publish([{ number: 0, content: '<p>Quite another body.</p>' }], 2000);
    publications[1] = publish([{ number: 1, isDeleted: true }], 999);
    publications.splice(20, 1);
    const second = await run(['sync-articles']);
    expect(second.says).toBe(
      [
        `✓ Article 0  ${addressOf(0)}: 1 passage`,
        `− Article 1  ${addressOf(1)}: removed`,
        `− ${addressOf(30)}: removed`,
        '',
      ].join('\n'),
    );
    expect((await run(['search', 'another body', '--json'])).says).toContain('Quite another body');
    const third = await run(['sync-articles', '--json'], 'zh_CN.UTF-8');
    expect(third.code).toBe(0);
    expect(JSON.parse(third.says)).toEqual([
      {
        ...{ document: addressOf(0), title: 'Article 0', result: 'unchanged', passages: 1 },
        ...{ problem: null, hosts: [] },
      },
    ]);
  },
  MOST_MS,
);

it(
  'follows the newest articles only where there are more than asked for, and removes none then',
  async () => {
    const { publications, run, list } = await openProject();
    publications.push(publish([{ number: 1 }], 100), publish([{ number: 2 }], 90));
    await run(['sync-articles']);
    publications.unshift(publish([{ number: 3 }], 110));
    const some = await run(['sync-articles', '--most', '1']);
    expect(some.says).toContain('Article 3');
    expect(some.complains).toContain('the newest 1 are followed');
    expect(await list()).toHaveLength(3);
  },
  MOST_MS,
);

it('says that a personal account has no right to the list, and what to do', async () => {
  const { run, list } = await openProject({ accountKind: 'personal' });
  const english = await run(['sync-articles']);
  expect(english).toMatchObject({ code: 1, says: '' });
  expect(english.complains).toContain(
    '(48001): since July 2025 only accounts whose subject is certified',
  );
  expect(english.complains).toMatch(/add https:\/\/mp.weixin.qq.com\/s\/…\n$/);
  const chinese = await run(['sync-articles'], 'zh_CN.UTF-8');
  expect(chinese.complains).toContain('个人号和未认证的没有');
  expect(await list()).toEqual([]);
});

it('says when the calls of the day are used up, and when WeChat is not there', async () => {
  const { platform, run } = await openProject();
  platform.faults.answerWith(45009, 1, '/cgi-bin/freepublish/batchget');
  expect((await run(['sync-articles'])).complains).toContain('used up for today');
  platform.faults.dropApiCall();
  expect((await run(['sync-articles'])).complains).toContain('does not answer, or not as WeChat');
});

it('asks again with a new token where WeChat calls the token expired', async () => {
  const { platform, publications, run, list, calls } = await openProject();
  publications.push(publish([{ number: 1 }], 100));
  await run(['sync-articles']);
  platform.faults.expireToken();
  expect((await run(['sync-articles'])).says).toContain('unchanged');
  expect(calls().map(({ errcode }) => errcode)).toEqual([0, 42001, 0]);
  expect(await list()).toHaveLength(1);
});

it('says that AppID and AppSecret are needed', async () => {
  const { run } = await openProject({ hasSecret: false });
  expect((await run(['sync-articles'])).complains).toContain('WECHAT_APP_ID and WECHAT_APP_SECRET');
});
