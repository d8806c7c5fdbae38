import { afterAll, describe, expect, it } from 'vitest';
import { seriousFaults } from '../../support/accessibility.ts';
import { chromiumMissing, closeBrowser } from '../../support/chromium.ts';
import { openConsoleOf, signInAs } from '../../support/console-client.ts';
import { openConsolePage } from '../../support/open-console-page.ts';
import { startBot } from '../../support/start-bot.ts';

describe.runIf(chromiumMissing === undefined)('the pages of what is set', () => {
  afterAll(closeBrowser);

  it('find a setting, change it, say what is wrong with a value, and undo the change', async () => {
    const owner = await openConsoleOf(await startBot());
    const page = await openConsolePage(owner, 'settings', { expected: /400/ });
    await page.getByLabel('查找').fill('HISTORY_TOKENS');
    const row = page.getByRole('listitem').filter({ hasText: 'HISTORY_TOKENS' });
    await expect.poll(() => page.locator('.settings-row').count()).toBe(1);
    const before = await row.locator('.settings-value').innerText();
    await page.getByRole('button', { name: '修改 HISTORY_TOKENS' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('新的值').fill('3000.5');
    await dialog.getByRole('button', { name: '保存' }).click();
    await dialog.getByText('什么都没有改').waitFor();
    await dialog.getByLabel('新的值').fill('3000');
    await dialog.getByRole('button', { name: '保存' }).click();
    await page.getByText('HISTORY_TOKENS 已保存，1 个进程已生效').waitFor();
    await expect.poll(() => row.locator('.settings-value').innerText()).toBe('3000');
    await page.getByRole('button', { name: '撤销 HISTORY_TOKENS 的上一次改动' }).click();
    await expect.poll(() => row.locator('.settings-value').innerText()).toBe(before);
    await page.getByRole('button', { name: 'HISTORY_TOKENS 以前的值' }).click();
    await expect.poll(() => dialog.getByRole('row').count()).toBe(3);
    expect(await seriousFaults(page)).toEqual([]);
  });

  it.each(['settings', 'accounts/default'])(
    'fold their groups at %s, and open the one whose setting is looked for, linked to or pressed',
    async (path) => {
      const owner = await openConsoleOf(await startBot());
      await owner.patch('/settings', { HISTORY_TOKENS: '3000' });
      const viewport = { width: 390, height: 844 };
      const page = await openConsolePage(owner, path, { viewport });
      const shown = page.locator('.settings-row').filter({ visible: true });
      const groups = page.locator('summary');
      await groups.first().waitFor();
      expect(await shown.count()).toBe(0);
      expect(Number(await page.evaluate('document.documentElement.scrollHeight'))).toBeLessThan(
        2000,
      );
      expect(await seriousFaults(page)).toEqual([]);
      await groups.first().press('Enter');
      await expect.poll(() => shown.count()).toBeGreaterThan(1);
      await page.getByRole('radio', { name: '改过的' }).check();
      await shown.filter({ hasText: 'HISTORY_TOKENS' }).waitFor();
      await page.getByLabel('查找设置').fill('history_tok');
      await page.getByText('找到 1 项').waitFor();
      expect(await seriousFaults(page)).toEqual([]);

      const linked = await openConsolePage(owner, `${path}#SYSTEM_PROMPT`, { viewport });
      const focused = () => linked.evaluate<string>('document.activeElement?.id ?? ""');
      await expect.poll(focused).toBe('SYSTEM_PROMPT');
      await linked.evaluate("location.hash = 'WELCOME_TEXT'");
      await expect.poll(focused).toBe('WELCOME_TEXT');
    },
  );

  it('lock what the environment sets, keep secrets write-only, and change several lines', async () => {
    const owner = await openConsoleOf(await startBot());
    const page = await openConsolePage(owner, 'settings');
    const find = (name: string) => page.getByLabel('查找设置').fill(name);
    const row = (name: string) =>
      page.locator('.settings-row').filter({ has: page.locator(`#${name}`) });
    await find('WECHAT_TOKEN');
    await row('WECHAT_TOKEN').getByText('由 WECHAT_TOKEN 设定').waitFor();
    expect(await row('WECHAT_TOKEN').getByRole('button').count()).toBe(0);
    expect(await row('WECHAT_TOKEN').locator('.settings-value').innerText()).toBe('已设置');
    await find('METRICS_KEY');
    await page.getByRole('button', { name: '修改 METRICS_KEY' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('新的值', { exact: true }).fill('a-key-of-the-metrics');
    await dialog.getByRole('button', { name: '保存' }).click();
    await page.getByText('METRICS_KEY 已保存，下次启动生效').waitFor();
    await row('METRICS_KEY').getByText('等待重启').waitFor();
    await find('SYSTEM_PROMPT');
    await page.getByRole('button', { name: '修改 SYSTEM_PROMPT', exact: true }).click();
    await dialog.getByLabel('新的值').fill('你是茶馆的掌柜。\n说话简短。');
    await dialog.getByRole('button', { name: '保存' }).click();
    await expect
      .poll(() => row('SYSTEM_PROMPT').locator('.settings-value').innerText())
      .toBe('你是茶馆的掌柜。\n说话简短。');
    expect(await page.content()).not.toContain('a-key-of-the-metrics');
  });

  it('ask for the key again where an address of another place gets it', async () => {
    const owner = await openConsoleOf(await startBot({ withoutModel: true }));
    const key = 'sk-0123456789abcdefghij';
    const first = { CHAT_MODELS: 'deepseek/x', DEEPSEEK_API_KEY: key };
    expect((await owner.patch('/settings', first)).status).toBe(200);
    const page = await openConsolePage(owner, 'settings?q=DEEPSEEK', { expected: /400/ });
    await page.getByRole('button', { name: '修改 DEEPSEEK_BASE_URL', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('新的值').fill('https://gateway.example.com/v1');
    await dialog.getByRole('button', { name: '保存' }).click();
    await dialog.getByText('重新填一次 DEEPSEEK_API_KEY').waitFor();
    await dialog.getByLabel('DEEPSEEK_API_KEY', { exact: true }).fill(`${key}2`);
    expect(await seriousFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: '保存' }).click();
    await page.getByText('DEEPSEEK_BASE_URL 已保存').waitFor();
  });

  it('take over what .env sets, and say which lines are left to delete', async () => {
    const owner = await openConsoleOf(await startBot());
    const page = await openConsolePage(owner, 'settings/env-file');
    await page.getByRole('button', { name: /接管选中的/ }).click();
    await page.getByText('还差两步').waitFor();
    await page
      .getByRole('row', { name: /WECHAT_TOKEN/ })
      .getByText('已复制')
      .waitFor();
    expect(await seriousFaults(page)).toEqual([]);
  });

  it('add an account with a token that is shown once, pause it, and remove it by its name', async () => {
    const owner = await openConsoleOf(await startBot());
    const page = await openConsolePage(owner, 'accounts');
    await page.getByRole('button', { name: '添加公众号' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('名字').fill('shop');
    await dialog.getByRole('button', { name: '添加公众号' }).click();
    await dialog.getByText('只显示这一次').waitFor();
    const [url, token = ''] = await dialog.locator('code').allInnerTexts();
    expect(url).toBe(`${owner.origin}/wechat/shop`);
    expect(token).toMatch(/^[A-Za-z0-9]{32}$/);
    await dialog.getByRole('button', { name: '好的' }).click();
    await page.waitForURL('**/console/accounts/shop');
    // The pages that follow, such as the assistant, are about this account.
    await page.getByRole('link', { name: '用配置助手接入微信' }).waitFor();
    await expect.poll(() => page.getByLabel('公众号', { exact: true }).inputValue()).toBe('shop');
    await page.getByRole('button', { name: '暂停' }).click();
    await page.getByText('已暂停', { exact: true }).waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('button', { name: '删除公众号' }).click();
    await dialog.getByLabel('输入 shop 以确认').fill('shop');
    await dialog.getByRole('button', { name: '删除公众号' }).click();
    await page.waitForURL('**/console/accounts');
    await expect.poll(() => page.getByRole('row', { name: 'shop' }).count()).toBe(0);
    expect((await owner.get('/accounts/shop')).status).toBe(404);
  });

  it('give a second account the models of the first, when it is added or later', async () => {
    const owner = await openConsoleOf(
      await startBot({ settings: { OPENAI_BASE_URL: '', OPENAI_MODEL: '' } }),
    );
    const model = { DEEPSEEK_API_KEY: 'sk-0123456789', CHAT_MODELS: 'deepseek/deepseek-chat' };
    await owner.patch('/accounts/default', { settings: model });
    const page = await openConsolePage(owner, 'accounts');
    await page.getByRole('button', { name: '添加公众号' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('名字').fill('shop');
    await dialog.getByLabel('回答用的模型').selectOption('以后再设置');
    await dialog.getByRole('button', { name: '添加公众号' }).click();
    await dialog.getByRole('button', { name: '好的' }).click();
    await page.getByRole('button', { name: '使用 default 的模型' }).click();
    await page.getByText('已经用上同样的模型').waitFor();
    expect((await owner.get('/accounts/shop')).body).toMatchObject({ hasModel: true });
    expect(await seriousFaults(page)).toEqual([]);
  });

  it('write a persona, see the whole prompt, and remove it', async () => {
    const owner = await openConsoleOf(await startBot());
    const page = await openConsolePage(owner, 'personas', { expected: /400/ });
    await page.getByRole('button', { name: '新增角色' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('名字', { exact: true }).fill('<b>掌柜');
    await dialog.getByLabel('提示词').fill('你是茶馆的掌柜。');
    await dialog.getByRole('button', { name: '预览完整提示词' }).click();
    await dialog.getByText('今天是').waitFor();
    await dialog.getByRole('button', { name: '保存' }).click();
    await dialog.locator('.field .error').waitFor();
    await dialog.getByLabel('名字', { exact: true }).fill('掌柜');
    await dialog.getByRole('button', { name: '保存' }).click();
    await page.getByRole('row', { name: '掌柜' }).getByText('控制台').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('button', { name: '把 掌柜 设为默认' }).click();
    await page.getByText('没选角色的粉丝由“掌柜”回答').waitFor();
    await page.getByRole('button', { name: '掌柜 不再作为默认' }).click();
    await page.getByText('没选角色的粉丝，由设置里的').waitFor();
    await page.getByRole('button', { name: '删除 掌柜？' }).click();
    await dialog.getByRole('button', { name: '删除' }).click();
    await expect.poll(() => page.getByRole('row', { name: '掌柜' }).count()).toBe(0);
  });

  it('show a viewer everything and no button that changes anything', async () => {
    const owner = await openConsoleOf(await startBot());
    const viewer = await signInAs(owner, 'viewer');
    for (const path of ['settings', 'accounts', 'accounts/default', 'personas']) {
      const page = await openConsolePage(viewer, path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await expect.poll(() => page.locator('main .table, main .settings-row').count()).not.toBe(0);
      const changing = page
        .getByRole('main')
        .getByRole('button', { name: /修改|添加|新增|暂停|删除|换一个|设为/ });
      expect(await changing.count()).toBe(0);
    }
  });
});
