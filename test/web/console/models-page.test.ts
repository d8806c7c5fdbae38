import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { seriousFaults } from '../../support/accessibility.ts';
import { chromiumMissing, closeBrowser } from '../../support/chromium.ts';
import { openConsoleOf } from '../../support/console-client.ts';
import { openConsolePage } from '../../support/open-console-page.ts';
import { makeFolder } from '../../support/owner-documents.ts';
import { startPlatform } from '../../support/played-platform.ts';
import { startBot } from '../../support/start-bot.ts';

const GOOD_KEY = 'key-that-is-accepted';
const ANSWER =
  'data: {"choices":[{"delta":{"content":"好"}}]}\n\ndata: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n';

/** A vendor that accepts one key. */
async function startVendor() {
  const vendor = await startPlatform(({ headers }) =>
    headers.authorization === `Bearer ${GOOD_KEY}`
      ? { steps: [ANSWER] }
      : { status: 401, json: { error: { message: 'invalid api key' } } },
  );
  onTestFinished(() => vendor.close());
  return vendor;
}

async function fillModel(page: Page, model: string, key: string, address: string) {
  const dialog = page.getByRole('dialog');
  await dialog
    .getByLabel('服务商')
    .selectOption({ label: '其他，兼容 OpenAI 接口（FastGPT、one-api、vLLM 等）' });
  await dialog.getByLabel('给它取个名字').fill('mine');
  await dialog.getByLabel('模型名称').fill(model);
  if (key !== '') await dialog.getByLabel('密钥（API Key）', { exact: true }).fill(key);
  await dialog.getByLabel('接口地址').fill(address);
  await dialog.getByRole('button', { name: '保存' }).click();
}

describe.runIf(chromiumMissing === undefined)('the page of models', () => {
  afterAll(closeBrowser);

  it.each([
    ['a desk', { width: 1440, height: 900 }],
    ['a phone', { width: 390, height: 844 }],
  ])(
    'adds a model when it answers, tests it, gives it roles and removes it, on %s',
    async (_, viewport) => {
      const vendor = await startVendor();
      const address = `${vendor.url}/v1`;
      const bot = await startBot({ withoutModel: true });
      const page = await openConsolePage(await openConsoleOf(bot), 'models', { viewport });
      const dialog = page.getByRole('dialog');
      await page.getByText('还没有接入模型').waitFor();
      await page.getByRole('button', { name: '给“回答”添加模型' }).click();
      await fillModel(page, 'a', 'a-wrong-key', address);
      await dialog.getByText('MINE_API_KEY').waitFor();
      expect(await seriousFaults(page)).toEqual([]);
      await fillModel(page, 'a', GOOD_KEY, address);
      await page.getByText('已保存，下一个问题就用').waitFor();
      const item = page.getByRole('main').getByRole('listitem');
      await item.filter({ hasText: 'mine/a' }).getByText('密钥已设').waitFor();
      expect((await bot.follower.says('你好')).text).toContain('好');

      await page.getByRole('button', { name: '测试 mine/a' }).click();
      await page.getByText(/能回答：[\d.]+ 秒出第一个字/).waitFor();
      await page.getByRole('button', { name: '给“回答”添加模型' }).click();
      await fillModel(page, 'b', '', address);
      await item.filter({ hasText: 'mine/b' }).waitFor();
      await page.getByRole('button', { name: '把 mine/b 上移' }).click();
      await expect.poll(() => item.locator('h3 code').first().innerText()).toBe('mine/b');
      await page.getByRole('button', { name: '给“写摘要”添加模型' }).click();
      await fillModel(page, 'c', '', address);
      await item.filter({ hasText: 'mine/c' }).waitFor();
      expect(await seriousFaults(page)).toEqual([]);
      const overflow = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect(overflow).toBe(0);

      await page.getByRole('button', { name: '移除 mine/b' }).click();
      await dialog.getByRole('button', { name: '移除' }).click();
      await expect.poll(() => item.filter({ hasText: 'mine/b' }).count()).toBe(0);
      expect(await item.filter({ hasText: 'mine/a' }).count()).toBe(1);
      expect(await page.content()).not.toContain(GOOD_KEY);
    },
  );

  it('suggests the names that a vendor has now, and switches thinking off where it is on by default', async () => {
    const vendor = await startVendor();
    const bot = await startBot({ withoutModel: true });
    const page = await openConsolePage(await openConsoleOf(bot), 'models');
    await page.getByRole('button', { name: '给“回答”添加模型' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('服务商').selectOption('deepseek');
    const names = await page.evaluate<string[]>(
      "[...document.querySelectorAll('dialog datalist option')].map(({ value }) => value)",
    );
    expect(names).toEqual(['deepseek-v4-flash', 'deepseek-v4-pro']);
    await dialog.getByLabel('模型名称').fill('deepseek-v4-flash');
    await dialog.getByLabel('密钥（API Key）', { exact: true }).fill(GOOD_KEY);
    await dialog.getByLabel('接口地址').fill(`${vendor.url}/v1`);
    await dialog.getByLabel('关闭思考').check();
    expect(await seriousFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: '保存' }).click();
    await page.getByText('已保存，下一个问题就用').waitFor();
    expect((await bot.follower.says('你好')).text).toContain('好');
    expect(vendor.calls.map(({ body }) => body['thinking'])).toEqual([
      { type: 'disabled' },
      { type: 'disabled' },
    ]);
  });

  it('takes a new key, which is written and never shown, and says of a wrong one what to do', async () => {
    const vendor = await startVendor();
    const bot = await startBot({ withoutModel: true });
    const owner = await openConsoleOf(bot);
    await owner.patch('/settings', {
      ...{ CHAT_MODELS: 'mine/a', MINE_BASE_URL: `${vendor.url}/v1`, MINE_API_KEY: GOOD_KEY },
    });
    const page = await openConsolePage(owner, 'models');
    const replaceKey = async (key: string) => {
      await page.getByRole('button', { name: '换密钥：mine' }).click();
      const field = page.getByRole('dialog').getByLabel('密钥', { exact: true });
      expect(await field.inputValue()).toBe('');
      await field.fill(key);
      await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    };
    await replaceKey('a-wrong-key');
    await page.getByRole('button', { name: '测试 mine/a' }).click();
    await page.getByText('mine/a 没有回答').waitFor();
    await replaceKey(GOOD_KEY);
    await page.getByRole('button', { name: '测试 mine/a' }).click();
    await page.getByText('能回答：').waitFor();
    expect(await page.content()).not.toContain(GOOD_KEY);
  });

  it('shows prices, what questions pass by, and what the environment has set', async () => {
    const vendor = await startVendor();
    const { write } = makeFolder();
    const bot = await startBot({
      withoutModel: true,
      settings: {
        ...{ CHAT_MODELS: 'mine/a,mine/b', MINE_BASE_URL: `${vendor.url}/v1` },
        MINE_API_KEY: 'a-wrong-key',
        PRICES_FILE: write(
          'prices.json',
          JSON.stringify({ 'mine/a': { input: 1, cached: 0.1, output: 2 } }),
        ),
      },
    });
    await bot.follower.says('你好');
    const page = await openConsolePage(await openConsoleOf(bot), 'models');
    const item = (id: string) =>
      page.getByRole('main').getByRole('listitem').filter({ hasText: id });
    await item('mine/a').getByText('输入 1，缓存 0.1，输出 2').waitFor();
    await item('mine/b').getByText('不知道').waitFor();
    await item('mine/a').getByText('问题暂时绕开它').waitFor();
    await item('mine/a').getByText('MINE_API_KEY').waitFor();
    await page.getByText('由环境变量 CHAT_MODELS 设定').waitFor();
    expect(await page.getByRole('button', { name: /换密钥|移除|上移/ }).count()).toBe(0);
    expect(await page.getByRole('button', { name: '测试 mine/a' }).count()).toBe(1);
    expect(await seriousFaults(page)).toEqual([]);
  });
});
