import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { createPlatform } from '../../../src/simulator/platform/platform.ts';
import { chromiumMissing, closeBrowser } from '../../support/chromium.ts';
import { openConsoleOf } from '../../support/console-client.ts';
import { openConsolePage } from '../../support/open-console-page.ts';
import { FAULTS, type Fault } from '../../support/setup-faults.ts';
import { AES_KEY, startBot } from '../../support/start-bot.ts';

/** Each is made with one real call, and the page is to say which field is wrong. */
const INJECTED = [
  ...(['another token', 'a clock that is ahead', 'another AES key'] as const),
  ...(['plain text in safe mode', 'another AppID', 'a path that is mistyped'] as const),
  ...(['a query that was cut off', 'a body beyond the limit'] as const),
  ...(['a redirect that loses the body', 'a proxy that changes the body'] as const),
];

afterAll(closeBrowser);

it.runIf(chromiumMissing === undefined)(
  'names ten faults of the set-up live, each with a sentence of its own in both languages',
  async () => {
    const bot = await startBot({ mode: 'safe', settings: { WECHAT_MESSAGE_MODE: 'safe' } });
    const page = await openConsolePage(await openConsoleOf(bot), 'assistant', { locale: 'zh-CN' });
    await page.getByRole('button', { name: '6. 看微信来访' }).click();
    const newest = page.locator('.assistant-calls > li').first();
    // Above the calls it stands again, with what to do.
    const notice = page.locator('.notice p').first();
    for (const name of INJECTED) {
      const fault: Fault = FAULTS[name];
      await fault.send(bot);
      await newest.locator('p:nth-child(2)').filter({ hasText: fault.names }).waitFor();
      await notice.filter({ hasText: fault.names }).waitFor();
      expect(await newest.locator('[data-ok=false]').count(), name).toBe(1);
    }
    const sentences = page.locator('.assistant-calls > li > p:nth-child(2)');
    const inChinese = await sentences.allTextContents();
    expect(new Set(inChinese).size).toBe(INJECTED.length);
    await page.getByRole('banner').getByRole('button', { name: 'English' }).click();
    await page.getByText('The token differs').first().waitFor();
    const inEnglish = await sentences.allTextContents();
    expect(new Set(inEnglish).size).toBe(INJECTED.length);
    expect(inEnglish.join('')).not.toMatch(/[\u4e00-\u9fff]{2}/);
  },
  60_000,
);

it.runIf(chromiumMissing === undefined)(
  'says that WeChat follows no redirect while a proxy sends its calls from HTTP to HTTPS',
  async () => {
    const bot = await startBot({ mode: 'safe' });
    const proxy = createServer(({ url = '' }, response) =>
      response.writeHead(301, { location: `https://127.0.0.1${url}` }).end(),
    );
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const { port } = proxy.address() as AddressInfo;
    const platform = createPlatform({
      ...{ webhookUrl: `http://127.0.0.1:${port}/wechat`, token: bot.token },
      ...{ encodingAesKey: AES_KEY, appId: 'wx0123456789abcdef' },
      ...{ mode: 'safe', accountKind: 'personal', timeoutMs: 2000 },
    });
    onTestFinished(async () => {
      await platform.close();
      proxy.close();
    });
    const page = await openConsolePage(await openConsoleOf(bot), 'assistant', { locale: 'zh-CN' });
    await page.getByRole('button', { name: '6. 看微信来访' }).click();
    expect(await platform.verifyUrl()).toMatchObject({ ok: false });
    await page.getByText(/微信还没有来过/).waitFor();
    await page.getByText(/HTTP 跳转到 HTTPS，微信不会跟着跳/).waitFor();
  },
);
