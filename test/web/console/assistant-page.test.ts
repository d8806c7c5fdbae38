import { afterAll, expect, it, onTestFinished } from 'vitest';
import { createPlatform } from '../../../src/simulator/platform/platform.ts';
import { seriousFaults } from '../../support/accessibility.ts';
import { chromiumMissing, closeBrowser } from '../../support/chromium.ts';
import { openConsoleOf } from '../../support/console-client.ts';
import { openConsolePage } from '../../support/open-console-page.ts';
import { says } from '../../support/scripted-model.ts';
import { startBot } from '../../support/start-bot.ts';

const APP_ID = 'wx0123456789abcdef';

/** Set to a folder, it keeps pictures of the pages for people to look at. */
const PICTURES = process.env['KEEP_PICTURES_IN'];

afterAll(closeBrowser);

it.runIf(chromiumMissing === undefined).each([
  ['a phone', { width: 390, height: 844 }],
  ['a desk', { width: 1440, height: 900 }],
])(
  'the assistant leads from token and key to the first message, on %s',
  async (_where, viewport) => {
    const bot = await startBot({
      answerWith: () => says('好的。'),
      settings: { WECHAT_TOKEN: '', WECHAT_APP_ID: '', WECHAT_APP_SECRET: '' },
    });
    const owner = await openConsoleOf(bot);
    const page = await openConsolePage(owner, 'assistant', {
      ...{ locale: 'zh-CN', viewport },
    });
    const picture = async (name: string) => {
      if (PICTURES)
        await page.screenshot({
          path: `${PICTURES}/assistant-${name}-${viewport.width}.png`,
          fullPage: true,
        });
    };
    const step = (name: string) => page.getByRole('button', { name }).click();
    await page.getByLabel('服务商').waitFor();
    await picture('model');
    await step('填写公众号后台');
    await page.getByLabel('AppID').fill(APP_ID);
    await page.getByRole('button', { name: '生成令牌和密钥' }).click();
    const valueOf = async (label: string) =>
      (await page.locator('.copy-line', { hasText: label }).locator('code').textContent()) ?? '';
    await page.getByText('只显示这一次').waitFor();
    const [token, encodingAesKey] = [await valueOf('Token'), await valueOf('EncodingAESKey')];
    expect(await seriousFaults(page)).toEqual([]);

    await picture('account');
    await step('读出原来的菜单和自动回复');
    await page.getByLabel('AppSecret', { exact: true }).fill(bot.platform.account.appSecret);
    await page.getByRole('button', { name: '保存并检查' }).click();
    await page.getByText('微信给了 access_token').waitFor();
    await page.getByRole('button', { name: '读出菜单和自动回复' }).last().click();
    await page.getByText('目前还不会按它们回复').waitFor();
    await picture('import');
    await step('看微信来访');
    await page.getByText('微信还没有来过').waitFor();
    const platform = createPlatform({
      ...{ webhookUrl: bot.url(), token, encodingAesKey, appId: APP_ID },
      ...{ mode: 'safe', accountKind: 'personal', timeoutMs: 2000 },
    });
    onTestFinished(() => platform.close());
    const stranger = new URL(bot.url());
    stranger.search = 'signature=aaaa&timestamp=1&nonce=2&echostr=3';
    await fetch(stranger, { headers: { 'user-agent': 'Mozilla/4.0' } });
    await page.getByText('Token 不一致').first().waitFor();
    await platform.verifyUrl();
    await page.getByText('地址验证通过了').waitFor();
    await platform.follower('oFirst').says('你好');
    await page.getByText('接通了').waitFor();
    await page.getByText('微信推来一条消息（text），已经回复。').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await picture('watch');
    const width = await page.evaluate<number>('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(viewport.width);
    expect(await page.content()).not.toContain('你好');
  },
);
