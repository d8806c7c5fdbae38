import { afterAll, describe, expect, it } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { OUT_OF_SERVICE_NOTICE } from '../../../src/simulator/platform/attempts.ts';
import { chromiumMissing, closeBrowser, openPage } from '../../support/chromium.ts';
import { startSimulator } from '../../simulator/start-simulator.ts';

if (chromiumMissing !== undefined) console.warn(chromiumMissing);

const SLOW = { timeout: 20_000 };

/** Opens the page with the practice model chosen, so fast or slow against WeChat's shortened 2 s. */
async function openSimulator(practiceSeconds: number): Promise<Page> {
  const { url } = await startSimulator({ attemptMs: 2000 });
  const page = await openPage(url);
  await isWelcomed(page);
  await page.getByRole('radio', { name: '练习模型' }).check();
  await page.getByRole('slider').fill(String(practiceSeconds));
  await page.getByText(`一个回答写 ${practiceSeconds} 秒`).waitFor();
  return page;
}

async function asks(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: '发消息' }).fill(text);
  await page.keyboard.press('Enter');
}

const fromBot = (within: Page | Locator) => within.locator('.theirs .bubble');

const isWelcomed = (within: Page | Locator) =>
  fromBot(within).first().getByText('欢迎关注').waitFor();

async function seesNoNotice(page: Page): Promise<void> {
  expect(await page.locator('.notice').count()).toBe(0);
  expect(await page.locator('.screen').first().innerText()).not.toContain(OUT_OF_SERVICE_NOTICE);
}

describe.runIf(chromiumMissing === undefined)('the page in a real browser', () => {
  afterAll(closeBrowser);

  it('welcomes, takes a question and shows the answer with what led to it', async () => {
    const { url } = await startSimulator({ attemptMs: 5000 });
    const page = await openPage(url);
    await isWelcomed(page);
    await asks(page, '怎么安装？');
    await fromBot(page).nth(1).waitFor(SLOW);
    await expect
      .poll(() => page.locator('.exchange .state').first().innerText())
      .toContain('显示回复');
    await page.getByText('推送的 XML（已解密）').first().click();
    expect(await page.locator('.exchange pre').first().innerText()).toContain('怎么安装？');
    expect(await page.locator('.sources li[data-via="passive"]').count()).toBeGreaterThan(0);
    await seesNoNotice(page);
  });

  it('shows a slow answer in parts: first passively, the rest by customer-service messages', async () => {
    const page = await openSimulator(5);
    await asks(page, '慢慢说');
    await page.locator('.bar', { hasText: '对方正在输入' }).waitFor();
    await page.locator('.theirs[data-via="customer-service"]').first().waitFor(SLOW);
    await page
      .locator('.sources li[data-via="owed"]')
      .first()
      .waitFor({ ...SLOW, state: 'detached' });
    const whole = (await fromBot(page).allInnerTexts()).slice(1).join('\n');
    for (const words of ['【练习模型】', '第一，', '第六，', '有什么不同。']) {
      expect(whole.split(words)).toHaveLength(2);
    }
    expect(await page.getByText('内容由 AI 生成').count()).toBeGreaterThan(0);
    await seesNoNotice(page);
  });

  it('switches to a personal account, and brings the rest of an answer at a tap on 继续', async () => {
    const page = await openSimulator(7);
    await page.getByRole('radio', { name: '个人订阅号' }).check();
    await page.locator('.remark', { hasText: '公众号类型换成 个人订阅号' }).waitFor();
    await asks(page, '慢慢说');
    const link = page.locator('.theirs .link', { hasText: '继续' });
    await link.first().waitFor(SLOW);
    expect(
      await page.locator('.time-line').first().locator('.bar[data-how="timed out"]').count(),
    ).toBe(2);
    for (let taps = 0; taps < 6; taps += 1) {
      const before = await fromBot(page).count();
      await link.last().click();
      await fromBot(page).nth(before).waitFor(SLOW);
      const via = page.locator('.theirs .via').last();
      expect(await via.innerText()).toContain('回答的是前面的问题“慢慢说”');
      if ((await fromBot(page).last().innerText()).includes('有什么不同。')) break;
    }
    expect(await fromBot(page).last().innerText()).toContain('有什么不同。');
    expect(await page.locator('.theirs[data-via="customer-service"]').count()).toBe(0);
    await seesNoNotice(page);
  });

  it('shows the same reply once when the first is lost on its way', async () => {
    const page = await openSimulator(1);
    await page.getByRole('button', { name: '丢失回复', exact: true }).click();
    await page.locator('.faults [aria-pressed="true"]').waitFor();
    await asks(page, '还在吗');
    await fromBot(page).nth(1).waitFor(SLOW);
    const tries = page.locator('.time-line').first().locator('.track', { hasText: /^推送/ });
    expect(await tries.count()).toBe(2);
    expect((await fromBot(page).allInnerTexts()).join('').split('【练习模型】')).toHaveLength(2);
    await page.locator('.remark', { hasText: '这次回复在回微信的路上丢失了' }).waitFor();
    await seesNoNotice(page);
  });

  it('keeps followers apart, lets them leave and come back, and sends a picture', async () => {
    const { url } = await startSimulator({ attemptMs: 5000 });
    const page = await openPage(url, { viewport: { width: 1700, height: 900 } });
    await page.locator('.add').click();
    const second = page.locator('.phone').nth(1);
    await isWelcomed(second);
    await second.getByRole('button', { name: '更多' }).click();
    const choosing = page.waitForEvent('filechooser');
    await second.getByRole('button', { name: '图片' }).click();
    const name = 'one-pixel.png';
    const bytes =
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    await (
      await choosing
    ).setFiles({ name, mimeType: 'image/png', buffer: Buffer.from(bytes, 'base64') });
    await second.locator('img.picture').waitFor();
    await fromBot(second).getByText('图片我还看不懂').waitFor();
    await second.getByRole('button', { name: '取消关注' }).click();
    await second.getByText('已取消关注，不能发消息').waitFor();
    await second.getByRole('button', { name: '关注', exact: true }).click();
    await second.getByRole('textbox').waitFor();
    expect(await page.locator('.phone').first().locator('img.picture').count()).toBe(0);
  });

  it('fits a phone, speaks English, and is used with the keyboard alone', async () => {
    const { url } = await startSimulator({ attemptMs: 5000 });
    const page = await openPage(url, { viewport: { width: 375, height: 667 }, locale: 'en-GB' });
    await isWelcomed(page);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375);
    const inspector = page.getByRole('button', { name: 'Inspector' });
    await inspector.focus();
    await page.keyboard.press('Enter');
    await page.getByText('Pushed XML (decrypted)').waitFor();
    await page.getByRole('button', { name: 'Chat' }).focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: '帮助' }).focus();
    await page.keyboard.press('Enter');
    await fromBot(page).nth(1).getByText('删除我的数据').waitFor();
  });

  it('shows everything again when it is loaded anew, and asks nothing of other sites', async () => {
    const { url } = await startSimulator({ attemptMs: 5000 });
    const page = await openPage(url);
    const outside: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(url)) outside.push(request.url());
    });
    await page.reload();
    await isWelcomed(page);
    expect(await page.locator('.theirs').count()).toBe(1);
    expect(outside).toEqual([]);
  });
});
