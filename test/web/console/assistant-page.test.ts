import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { createPlatform } from '../../../src/simulator/platform/platform.ts';
import { seriousFaults } from '../../support/accessibility.ts';
import { chromiumMissing, closeBrowser, openPage } from '../../support/chromium.ts';
import { createConsoleClient, openConsoleOf, PASSWORD } from '../../support/console-client.ts';
import { findFreePort } from '../../support/find-free-port.ts';
import { openConsolePage } from '../../support/open-console-page.ts';
import { playJsonApi } from '../../support/played-json-api.ts';
import { refuses, says } from '../../support/scripted-model.ts';
import { startBot } from '../../support/start-bot.ts';

const APP_ID = 'wx0123456789abcdef';
const NOTHING_SET = { WECHAT_TOKEN: '', WECHAT_APP_ID: '', WECHAT_APP_SECRET: '' };
const ANSWER = '江浙沪运费八元，满九十九元包邮。';

/** Set to a folder, it keeps pictures of the pages for people to look at. */
const PICTURES = process.env['KEEP_PICTURES_IN'];

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** Drops a file as a hand would. */
async function dropFile(page: Page, name: string, text: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    `(() => {
      const held = new DataTransfer();
      held.items.add(new File([${JSON.stringify(text)}], ${JSON.stringify(name)}));
      return held;
    })()`,
  );
  await page.locator('.file-drop').dispatchEvent('drop', { dataTransfer });
}

async function fillModel(
  page: Page,
  { key, address }: { readonly key: string; readonly address: string },
): Promise<void> {
  await page.getByLabel('服务商').selectOption('openai');
  await page.getByLabel('模型名称').fill('scripted');
  await page.getByLabel('密钥（API Key）', { exact: true }).fill(key);
  await page.getByLabel('接口地址').fill(address);
  await press(page, '测试并保存');
}

async function readCopyLine(page: Page, label: string): Promise<string> {
  const line = page.locator('.copy-line', { hasText: label });
  return (await line.locator('code').textContent()) ?? '';
}

describe.runIf(chromiumMissing === undefined)('the set-up assistant in a browser', () => {
  afterAll(closeBrowser);

  it.each([
    ['a phone', { width: 390, height: 844 }],
    ['a desk', { width: 1440, height: 900 }],
  ])(
    'leads from the link of the first start to the first message, on %s',
    async (_where, viewport) => {
      const bot = await startBot({
        ...{ withoutModel: true, settings: NOTHING_SET },
        answerWith: (question) => says(question.includes('运费') ? `${ANSWER}[1]` : '你好。'),
      });
      const { origin } = createConsoleClient(`http://127.0.0.1:${bot.server.console?.port}`);
      const page = await openPage('about:blank', { viewport });
      await page.context().clearCookies();
      const look = async (name: string) => {
        // The pages are the same document on both.
        if (viewport.width > 1000) expect([name, await seriousFaults(page)]).toEqual([name, []]);
        const width = await page.evaluate<number>('document.documentElement.scrollWidth');
        expect(width, name).toBeLessThanOrEqual(viewport.width);
        if (PICTURES)
          await page.screenshot({ path: `${PICTURES}/assistant-${name}-${viewport.width}.png` });
      };

      await page.goto(`${origin}/console/setup?code=${bot.server.console?.setupCode}`);
      await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
      await press(page, '设置并登录');

      await page.getByText('控制台用哪种语言').waitFor();
      await look('language');
      await press(page, '中文');

      await page.getByText('回答由大模型来写').waitFor();
      await look('model');
      await fillModel(page, { key: 'sk-right', address: bot.model.url });
      await page.getByText(/能回答：\d+\.\d\d 秒出第一个字/).waitFor();
      await page.getByText('现在用的模型：openai/scripted').waitFor();
      await press(page, '下一步');

      await page.getByText('知识库里还没有资料').waitFor();
      await dropFile(page, '运费.md', `# 运费\n\n${ANSWER}其他地区十二元。\n`);
      await page.getByText('已加入，共 1 段').waitFor();
      await page.getByText('知识库里有 1 份资料').waitFor();
      await page.getByLabel('问题', { exact: true }).fill('江浙沪运费多少？');
      await press(page, '提问');
      const answer = page.getByRole('region', { name: '粉丝会读到的回答' });
      await answer.getByText(`${ANSWER}[1]`).waitFor();
      expect(await answer.getByRole('listitem').allInnerTexts()).toEqual(['[1] 运费']);
      await look('documents');
      await press(page, '下一步');

      await press(page, '生成令牌和密钥');
      await page.getByText('微信验证通过之前').waitFor();
      const [token, encodingAesKey] = [
        await readCopyLine(page, 'Token'),
        await readCopyLine(page, 'EncodingAESKey'),
      ];
      await page.getByRole('textbox', { name: 'AppID' }).fill(APP_ID);
      await press(page, '保存 AppID');
      await page.getByText('还没有填 AppID').waitFor({ state: 'detached' });
      await page.reload();
      await page.getByText('微信验证通过之前').waitFor();
      expect(await readCopyLine(page, 'Token')).toBe(token);
      await look('account');
      await press(page, '下一步');

      await page.getByLabel('AppSecret', { exact: true }).fill(bot.platform.account.appSecret);
      await press(page, '保存并检查');
      await page.getByText('微信给了 access_token').waitFor();
      await press(page, '读出菜单和自动回复');
      await page.getByText('目前还不会按它们回复').waitFor();
      await look('import');
      await press(page, '下一步');

      await page.getByText('微信还没有来过').waitFor();
      expect(await readCopyLine(page, 'Token')).toBe(token);
      const platform = createPlatform({
        ...{ webhookUrl: bot.url(), token, encodingAesKey, appId: APP_ID },
        ...{ mode: 'safe', accountKind: 'personal', timeoutMs: 2000 },
      });
      onTestFinished(() => platform.close());
      expect(await platform.verifyUrl()).toEqual({ ok: true });
      await page.getByText('地址验证通过了').waitFor();
      await page.getByText(token).waitFor({ state: 'detached' });
      await platform.follower('oFirst').says('运费贵吗');
      await page.getByText('接通了').waitFor();
      await page.getByText('微信推来一条消息（text），已经回复。').waitFor();
      const message = page.getByRole('region', { name: '最新的一条消息' });
      await message.getByText('运费贵吗').waitFor();
      await message.getByText(ANSWER).waitFor();
      await look('watch');

      await page.getByRole('button', { name: '4. 填写公众号后台' }).click();
      await page.getByText('令牌和密钥已经保存，不再显示').waitFor();
      expect(await page.content()).not.toContain(token);
      await page.getByRole('button', { name: '6. 看微信来访' }).click();
      await message.getByRole('link', { name: '看它的全过程' }).click();
      await page.getByRole('heading', { name: '粉丝收到的' }).waitFor();
      await page.getByText('运费贵吗').waitFor();
    },
    60_000,
  );

  it('speaks the language that is chosen first, and goes on where it was left', async () => {
    const bot = await startBot({ withoutModel: true, settings: NOTHING_SET });
    const owner = await openConsoleOf(bot);
    const page = await openConsolePage(owner, 'assistant', { locale: 'zh-CN' });
    await page.getByRole('main').getByRole('button', { name: 'English' }).click();
    await page.getByText('A language model writes the answers').waitFor();
    await page.reload();
    await page.getByText('A language model writes the answers').waitFor();
    await page.getByRole('button', { name: "4. Fill in WeChat's backend" }).click();
    await page.getByText('WeChat calls ports 80 and 443 only').waitFor();
    await press(page, '中文');
    await page.getByText('微信只访问 80 和 443 端口').waitFor();
  });

  it('says what is wrong with a model, and stores none that does not answer', async () => {
    const bot = await startBot({ withoutModel: true, settings: NOTHING_SET });
    const owner = await openConsoleOf(bot);
    const page = await openConsolePage(owner, 'assistant', { locale: 'zh-CN' });
    await press(page, '中文');
    const fault = page.getByRole('alert');
    const isShown = (words: RegExp) => fault.filter({ hasText: words }).waitFor();
    bot.model.next(refuses(401, { message: 'Incorrect API key', code: 'invalid_api_key' }));
    await fillModel(page, { key: 'sk-wrong', address: bot.model.url });
    await isShown(/没有回答.*不接受 OPENAI_API_KEY/);

    const elsewhere = await playJsonApi(() => ({ status: 404, json: { error: 'no such page' } }));
    onTestFinished(() => elsewhere.close());
    await fillModel(page, { key: 'sk-right', address: elsewhere.url });
    await isShown(/没有回答.*没有模型 scripted.*请核对 OPENAI_BASE_URL/);

    const nowhere = `http://127.0.0.1:${await findFreePort()}/v1`;
    await fillModel(page, { key: 'sk-right', address: nowhere });
    await isShown(/没有回答.*请核对 OPENAI_BASE_URL.*试着访问 127\.0\.0\.1/);
    expect((await owner.get('/assistant')).body.models).toBeNull();

    bot.model.next(says('好'));
    await fillModel(page, { key: 'sk-right', address: bot.model.url });
    await page.getByText('现在用的模型：openai/scripted').waitFor();
    expect(await fault.count()).toBe(0);
    expect(bot.model.calls.at(-1)?.headers.authorization).toBe('Bearer sk-right');
    expect(await page.content()).not.toContain('sk-right');
  });
});
