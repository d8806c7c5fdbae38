import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { seriousFaults } from '../../support/accessibility.ts';
import { chromiumMissing, closeBrowser } from '../../support/chromium.ts';
import { openConsoleOf, signInAs } from '../../support/console-client.ts';
import { openConsolePage } from '../../support/open-console-page.ts';
import { makeFolder } from '../../support/owner-documents.ts';
import { says } from '../../support/scripted-model.ts';
import { startBot } from '../../support/start-bot.ts';

const RETURNS = '# 退货\n\n## 怎么退货\n\n收到后 7 天内可以退货，联系客服即可。\n';
const BEYOND_LIMIT = 50 * 1024 * 1024 + 1;

/** Drops a text file on the place for files, as from the desktop. */
async function drop(page: Page, name: string, text: string) {
  const dataTransfer = await page.evaluateHandle(
    `(() => {
      const held = new DataTransfer();
      held.items.add(new File([${JSON.stringify(text)}], ${JSON.stringify(name)}));
      return held;
    })()`,
  );
  await page.locator('.file-drop').dispatchEvent('drop', { dataTransfer });
}

describe.runIf(chromiumMissing === undefined)('the page of knowledge', () => {
  afterAll(closeBrowser);

  it.each([
    ['a desk', { width: 1440, height: 900 }],
    ['a phone', { width: 390, height: 844 }],
  ])('takes a dropped file, shows it, finds it and removes it, on %s', async (_, viewport) => {
    const owner = await openConsoleOf(await startBot());
    const page = await openConsolePage(owner, 'knowledge', { viewport });
    await page.getByText('还没有资料').waitFor();
    await drop(page, '退货.md', RETURNS);
    await page.getByRole('status').getByText('已加入，共 1 段').waitFor();
    const row = page.getByRole('row').filter({ hasText: '退货.md' });
    await row.getByText('正常').waitFor();
    await page.getByLabel('按名字或标题找').fill('发票');
    await page.getByRole('button', { name: '查找' }).click();
    await page.getByText('没有这样的资料').waitFor();
    await page.getByLabel('按名字或标题找').fill('退');
    await page.getByRole('button', { name: '查找' }).click();
    await row.waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await row.getByRole('link').click();
    await page.getByText('收到后 7 天内可以退货').waitFor();
    await page.getByRole('link', { name: '返回资料列表' }).click();
    await row.getByRole('button', { name: '删除 退货.md' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '删除' }).click();
    await page.getByText('还没有资料').waitFor();
    const overflow = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(overflow).toBe(0);
  });

  it('says why a file of another kind and one that is too large are not taken', async () => {
    const { write } = makeFolder();
    const owner = await openConsoleOf(await startBot());
    const page = await openConsolePage(owner, 'knowledge', { expected: /413/ });
    await page
      .getByLabel('上传文件')
      .setInputFiles([
        write('价格.pptx', 'x'),
        write('太大.txt', new Uint8Array(BEYOND_LIMIT).fill(97)),
        write('退货.md', RETURNS),
      ]);
    const told = page.getByRole('status').getByRole('listitem');
    await told.filter({ hasText: '价格.pptx' }).getByText('PDF').waitFor();
    await told.filter({ hasText: '太大.txt' }).getByText('50 MB').waitFor();
    await told.filter({ hasText: '退货.md' }).getByText('已加入').waitFor();
    await page.getByRole('row').filter({ hasText: '价格.pptx' }).getByText('失败').waitFor();
    expect(await page.getByRole('row').filter({ hasText: '太大.txt' }).count()).toBe(0);
  });

  it('puts a file into the base that the owner chooses, and says in which base each is', async () => {
    const bot = await startBot({ settings: { KNOWLEDGE_BASES: 'products,shipping' } });
    const page = await openConsolePage(await openConsoleOf(bot), 'knowledge');
    await page.getByLabel('放进哪个资料库').selectOption('shipping');
    await drop(page, '退货.md', RETURNS);
    await page.getByRole('status').getByText('已加入资料库 shipping').waitFor();
    await page.getByLabel('放进哪个资料库').selectOption('products');
    await drop(page, '茶叶.md', '# 茶叶\n\n## 肉桂\n\n一盒 268 元。\n');
    await page.getByRole('status').getByText('已加入资料库 products').waitFor();
    const cell = (document: string, base: string) =>
      page.getByRole('row').filter({ hasText: document }).getByRole('cell', { name: base });
    await cell('退货.md', 'shipping').waitFor();
    await cell('茶叶.md', 'products').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
  });

  it('adds, changes and removes an own answer, which followers read word for word', async () => {
    const bot = await startBot();
    const page = await openConsolePage(await openConsoleOf(bot), 'knowledge/faq');
    await page.getByRole('button', { name: '添加问答' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('问题').fill('几点开门');
    await dialog.getByLabel('别的问法').fill('什么时候开门\n\n营业时间');
    await dialog.getByLabel('回答').fill('早上九点。');
    await dialog.getByRole('button', { name: '保存' }).click();
    await page.getByText('什么时候开门 · 营业时间').waitFor();
    expect((await bot.follower.says('营业时间')).text).toContain('早上九点。');
    await page.getByRole('button', { name: '修改：几点开门' }).click();
    expect(await dialog.getByLabel('别的问法').inputValue()).toBe('什么时候开门\n营业时间');
    await dialog.getByLabel('回答').fill('早上十点。');
    await dialog.getByRole('button', { name: '保存' }).click();
    await page.getByText('早上十点。').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('button', { name: '删除 几点开门' }).click();
    await dialog.getByRole('button', { name: '删除' }).click();
    await page.getByText('还没有问答').waitFor();
  });

  it('makes an unanswered question an own answer', async () => {
    const bot = await startBot({ settings: { KNOWLEDGE_ONLY: 'on' }, attemptMs: 4000 });
    const owner = await openConsoleOf(bot);
    await owner.put('/knowledge/faq', { question: '几点开门', answer: '九点。' });
    await bot.follower.says('有没有茶具卖');
    const page = await openConsolePage(owner, 'knowledge/unanswered');
    await page.getByText('问过 1 次').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('button', { name: '答复：有没有茶具卖' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('回答').fill('有的，盖碗 68 元起。');
    await dialog.getByRole('button', { name: '保存' }).click();
    await page.getByText('没有未答的问题').waitFor();
    await page.getByRole('link', { name: '问答', exact: true }).click();
    await page.getByText('有的，盖碗 68 元起。').waitFor();
    expect((await bot.follower.says('有没有茶具卖')).text).toContain('有的，盖碗 68 元起。');
  });

  it('shows what followers said of answers, and lets drafts of it be edited, accepted and rejected', async () => {
    const bot = await startBot({ settings: { LEARN_FROM: '1' } });
    bot.model.next(says('周一休息。'), says('可以刷卡。'));
    await bot.follower.says('哪天休息');
    await bot.follower.says('纠正：周二休息');
    await bot.follower.says('能不能刷卡');
    await bot.follower.says('纠正：只收现金');
    const page = await openConsolePage(await openConsoleOf(bot), 'knowledge/feedback');
    const said = page.getByRole('main').getByRole('listitem');
    await said.filter({ hasText: '能不能刷卡' }).getByText('粉丝的纠正：只收现金').waitFor();
    expect(await said.first().innerText()).toContain('能不能刷卡');
    expect(await seriousFaults(page)).toEqual([]);
    await said.getByRole('link', { name: '哪天休息' }).click();
    await page.getByText('周一休息。').first().waitFor();
    await page.goBack();
    await page.getByRole('link', { name: '草稿' }).click();
    const draft = (question: string) => said.filter({ hasText: question });
    await draft('哪天休息').getByRole('button', { name: '修改：哪天休息' }).click();
    await page.getByRole('dialog').getByLabel('回答').fill('每周二休息。');
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
    await draft('哪天休息').getByText('已修改').waitFor();
    await draft('哪天休息').getByRole('button', { name: '采纳' }).click();
    await draft('哪天休息').getByText('已采纳').waitFor();
    await draft('能不能刷卡').getByRole('button', { name: '否决' }).click();
    await draft('能不能刷卡').getByText('已否决').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    expect((await bot.follower.says('哪天休息')).text).toContain('每周二休息。');
  });

  it('tests the search, and on a button what a follower would read', async () => {
    const bot = await startBot({ settings: { KNOWLEDGE_ONLY: 'on' } });
    const page = await openConsolePage(await openConsoleOf(bot), 'knowledge');
    await drop(page, '退货.md', RETURNS);
    await page.getByText('已加入').waitFor();
    bot.model.next(says('7 天内。'));
    await bot.follower.says('怎么退货');
    await page.getByRole('link', { name: '会话' }).click();
    await page.getByRole('link', { name: '怎么退货' }).click();
    await page.getByRole('link', { name: '用这个问题试检索' }).click();
    await expect.poll(() => page.getByLabel('问题').inputValue()).toBe('怎么退货');
    await page.getByRole('button', { name: '检索', exact: true }).click();
    await page.getByText('收到后 7 天内可以退货').waitFor();
    expect(bot.model.calls).toHaveLength(1);
    bot.model.next(says('7 天内可以退货[1]。'));
    await page.getByRole('button', { name: '看粉丝会读到什么' }).click();
    await page.getByText('7 天内可以退货[1]。').waitFor();
    await page.getByText('[1] 退货').first().waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByLabel('问题').fill('明天股市会涨吗');
    await page.getByRole('button', { name: '检索', exact: true }).click();
    await page.getByText('粉丝会被拒答').waitFor();
  });

  it('shows a viewer no button that changes anything, and says why the search test is not theirs', async () => {
    const owner = await openConsoleOf(await startBot());
    await owner.put('/knowledge/faq', { question: '几点开门', answer: '九点。' });
    const viewer = await signInAs(owner, 'viewer');
    const page = await openConsolePage(viewer, 'knowledge');
    await page.getByRole('row').filter({ hasText: '几点开门' }).waitFor();
    expect(await page.getByRole('link', { name: '检索测试' }).count()).toBe(0);
    expect(await page.locator('.file-drop').count()).toBe(0);
    await page.getByRole('link', { name: '问答', exact: true }).click();
    await page.getByText('九点。').waitFor();
    const changing = page.getByRole('main').getByRole('button', { name: /添加|修改|删除/ });
    expect(await changing.count()).toBe(0);
    const test = await openConsolePage(viewer, 'knowledge/search');
    await test.getByText('只有所有者可以用').waitFor();
  });
});
