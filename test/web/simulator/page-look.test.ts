import { afterAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { AnswererError } from '../../../src/turns/answerer-error.ts';
import type { AnswerPipeline } from '../../../src/answering/answerer.ts';
import { chromiumMissing, closeBrowser, openPage } from '../../support/chromium.ts';
import { startSimulator } from '../../simulator/start-simulator.ts';

const failing = (failure: string | undefined, advice?: string): AnswerPipeline => ({
  name: 'api.example.com some-model',
  lane: { key: 'double' },
  async *answer() {
    await Promise.resolve();
    yield* [];
    const error = new AnswererError('provider_refused', 'api.example.com refused the key', {
      retryable: false,
      advice: advice === undefined ? undefined : { en: advice, zh: advice },
    });
    throw Object.assign(error, failure === undefined ? {} : { failure });
  },
});

const welcome = (page: Page) => page.locator('.theirs').first().waitFor();

async function asks(page: Page, box: string, text: string): Promise<void> {
  await page.locator('.phone').first().getByRole('textbox', { name: box }).fill(text);
  await page.keyboard.press('Enter');
}

/** Every visible text with a contrast below WCAG AA, as `ratio text`. */
const FAINT = `(() => {
  const parse = (color) => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 1;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  };
  const over = ([r, g, b, a], [R, G, B]) =>
    [[r, R], [g, G], [b, B]].map(([one, other]) => (one * a + other * (255 - a)) / 255).concat(255);
  const backgroundOf = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const color = parse(getComputedStyle(at).backgroundColor);
      layers.push(color);
      if (color[3] === 255) break;
    }
    return layers.reduceRight((below, above) => over(above, below), [255, 255, 255, 255]);
  };
  const luminance = (color) =>
    color.slice(0, 3)
      .map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const faint = [];
  for (const element of document.body.querySelectorAll('*')) {
    const text = [...element.childNodes]
      .filter((node) => node.nodeType === 3).map((node) => node.textContent.trim()).join('');
    if (text === '' || !element.checkVisibility({ visibilityProperty: true })) continue;
    const style = getComputedStyle(element);
    if (style.clipPath !== 'none' || element.closest('[aria-hidden]')) continue;
    const ground = backgroundOf(element);
    const ink = over(parse(style.color), ground);
    const [light, dark] = [luminance(ink), luminance(ground)].sort((a, b) => b - a);
    const ratio = (light + 0.05) / (dark + 0.05);
    if (ratio < 4.5) faint.push(ratio.toFixed(2) + ' ' + element.className + ' ' + text.slice(0, 30));
  }
  return faint;
})()`;

/** The page's own words: without what the bot wrote, addresses, XML and names of people. */
const OWN_WORDS = `(() => {
  const own = document.body.cloneNode(true);
  for (const one of own.querySelectorAll(
    '.bubble, .notice, pre, code, .words, .what, .language, .menu, script, noscript',
  )) one.remove();
  const titles = [...own.querySelectorAll('[title], [aria-label], [placeholder]')]
    .flatMap((one) => ['title', 'aria-label', 'placeholder'].map((name) => one.getAttribute(name) || ''));
  return [own.textContent, ...titles].join('\\n');
})()`;

/** Names of WeChat, of settings and of things that are called so in every language. */
const NAMES =
  /\/cgi-bin\/[\w/]+|access_token|OPENAI_\w+|HISTORY_TOKENS|LOG_LEVEL|SIGKILL|SMILE|XML|HTTP|API|IP|URL|AI|ms|handbook|token|api\.example\.com some-model|oSim[\w-]+|npm start|debug|pkill -9 -f dist\/main\.js|\bs\b|\bh\b/g;

async function playEverything(page: Page, language: 'zh' | 'en'): Promise<void> {
  const zh = language === 'zh';
  await page.getByRole('button', { name: zh ? '丢失回复' : 'Lose reply' }).click();
  await page.getByRole('button', { name: zh ? '接口繁忙' : 'API busy' }).click();
  await page.getByRole('button', { name: zh ? '用完配额' : 'Spend quota' }).click();
  await asks(page, zh ? '发消息' : 'Message', '你好');
  await page.locator('.failure').waitFor({ timeout: 20_000 });
  await page.locator('.exchange .state[data-shown="text"]').nth(1).waitFor({ timeout: 20_000 });
  await page
    .getByRole('button', { name: zh ? '更多' : 'More' })
    .first()
    .click();
}

describe.runIf(chromiumMissing === undefined)('how the page looks', () => {
  afterAll(closeBrowser);

  it.each([
    ['zh-CN', 'light'],
    ['zh-CN', 'dark'],
    ['en-GB', 'light'],
    ['en-GB', 'dark'],
  ] as const)('has one language and enough contrast: %s, %s', async (locale, colorScheme) => {
    const { url } = await startSimulator({ attemptMs: 1500, model: failing('key') });
    const page = await openPage(url, {
      locale,
      colorScheme,
      viewport: { width: 1440, height: 900 },
    });
    await welcome(page);
    await playEverything(page, locale === 'zh-CN' ? 'zh' : 'en');
    expect(await page.evaluate(FAINT)).toEqual([]);
    const words = String(await page.evaluate(OWN_WORDS)).replace(NAMES, '');
    expect(words.match(locale === 'zh-CN' ? /[A-Za-z]{2,}/g : /[\u4e00-\u9fff]+/g)).toBeNull();
  });

  it.each([1280, 1366, 1440])('has room for two followers side by side at %i px', async (width) => {
    const { url } = await startSimulator();
    const page = await openPage(url, { viewport: { width, height: 800 } });
    await welcome(page);
    await page.getByRole('button', { name: '添加粉丝' }).click();
    await page.locator('.phone').nth(1).locator('.theirs').waitFor();
    const inspector = await page.locator('.inspector').boundingBox();
    const settings = await page.locator('.settings').boundingBox();
    const [one, two] = await Promise.all(
      [0, 1].map((n) => page.locator('.phone').nth(n).boundingBox()),
    );
    if (!inspector || !settings || !one || !two) throw new Error('not all of it is there');
    expect(one.x).toBeGreaterThanOrEqual(settings.x + settings.width);
    expect(two.x).toBeGreaterThanOrEqual(one.x + one.width);
    expect(two.x + two.width).toBeLessThanOrEqual(inspector.x);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
  });

  it('keeps the cursor in the message box: after loading, sending, and closing a dialog', async () => {
    const { url } = await startSimulator({ attemptMs: 5000 });
    const page = await openPage(url);
    await welcome(page);
    const hasFocus = () =>
      page.evaluate('document.activeElement === document.querySelector(".phone textarea")');
    await expect.poll(hasFocus).toBe(true);
    await page.keyboard.type('怎么安装？');
    await page.getByRole('button', { name: '发送' }).click();
    await expect.poll(hasFocus).toBe(true);
    await page.getByRole('button', { name: '更多' }).click();
    await page.getByRole('button', { name: '位置' }).click();
    await page.getByRole('button', { name: '取消', exact: true }).click();
    await expect.poll(hasFocus).toBe(true);
    await page.getByRole('button', { name: '全部重来' }).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(hasFocus).toBe(true);
  });

  it('marks a fault that waits, until it has happened or is taken back', async () => {
    const { url } = await startSimulator({ attemptMs: 1000 });
    const page = await openPage(url);
    await welcome(page);
    const push = page.getByRole('button', { name: '丢失推送' });
    const double = page.getByRole('button', { name: '重复推送' });
    await push.click();
    await double.click();
    await page.locator('.faults [aria-pressed="true"]').nth(1).waitFor();
    expect(await push.innerText()).toContain('待触发');
    await double.click();
    await asks(page, '发消息', '你好');
    await page.locator('.remark', { hasText: '这次推送没有到服务器' }).waitFor();
    expect(await page.locator('.faults [aria-pressed="true"]').count()).toBe(0);
    expect(await page.locator('.remark', { hasText: '两份' }).count()).toBe(0);
  });

  it('offers a fault only where it has an effect', async () => {
    const { url } = await startSimulator();
    const page = await openPage(url);
    await welcome(page);
    await page.getByRole('radio', { name: '个人订阅号' }).check();
    await page.getByText('接口故障在这里不起作用').waitFor();
    expect(await page.getByRole('button', { name: '接口繁忙' }).count()).toBe(0);
    expect(await page.locator('.quota').getByRole('button').count()).toBe(0);
  });

  it.each([
    ['key', undefined, 'zh-CN', '密钥不对'],
    ['credit', 'The account has no credit left.', 'zh-CN', '没有余额'],
    ['unknown-model', undefined, 'en-GB', 'OPENAI_MODEL'],
    ['never-heard-of', 'Do the right thing.', 'zh-CN', 'Do the right thing.'],
    [undefined, undefined, 'zh-CN', '拒绝了这个请求'],
  ] as const)('shows a failure of the class %s in red, with advice', async (...row) => {
    const [failure, advice, locale, words] = row;
    const { url } = await startSimulator({ attemptMs: 1500, model: failing(failure, advice) });
    const page = await openPage(url, { locale });
    await welcome(page);
    await asks(page, locale === 'zh-CN' ? '发消息' : 'Message', '你好');
    const shown = page.locator('.failure');
    await shown.waitFor({ timeout: 20_000 });
    expect(await shown.innerText()).toContain(words);
    expect(await page.locator('.exchange [data-shown="notice"]').first().innerText()).not.toBe('');
  });

  it('ends the typing indicator with the message', async () => {
    const { url } = await startSimulator({ attemptMs: 5000 });
    const page = await openPage(url);
    await welcome(page);
    await asks(page, '发消息', '怎么安装？');
    await page.locator('.theirs').nth(1).waitFor();
    // The call of the indicator may be served after the message: it is not to come back then.
    await page.locator('.calls', { hasText: 'typing' }).first().waitFor();
    await expect.poll(() => page.locator('.phone .bar strong').innerText()).toBe('我的公众号');
  });
});
