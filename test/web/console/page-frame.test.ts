import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { PAGES, pagesFor } from '../../../src/web/console/pages/page-list.ts';
import { seriousFaults } from '../../support/accessibility.ts';
import { chromiumMissing, closeBrowser } from '../../support/chromium.ts';
import {
  createConsoleClient,
  openConsoleOf,
  PASSWORD,
  signInAs,
} from '../../support/console-client.ts';
import { openConsolePage } from '../../support/open-console-page.ts';
import { says } from '../../support/scripted-model.ts';
import { startBot } from '../../support/start-bot.ts';

const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const navigation = (page: Page) => page.getByRole('navigation', { name: '页面' });

/** Each width with one colour scheme: what depends on both is the colours of few words. */
const SCREENS = [
  { viewport: DESKTOP, colorScheme: 'light' },
  { viewport: PHONE, colorScheme: 'dark' },
] as const;

/** Looks at a page as people with any eyes and any screen do. */
async function checkLook(page: Page, name: string): Promise<void> {
  for (const { viewport, colorScheme } of SCREENS) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const where = `${name}, ${viewport.width} px, ${colorScheme}`;
    expect.soft(await seriousFaults(page), where).toEqual([]);
    const width = await page.evaluate('document.documentElement.scrollWidth');
    expect.soft(width, where).toBe(viewport.width);
  }
}

describe.runIf(chromiumMissing === undefined)('the frame of the console', () => {
  afterAll(closeBrowser);

  it('shows every page on a desk in light and on a phone in the dark', async () => {
    const owner = await openConsoleOf(await startBot());
    const page = await openConsolePage(owner, '');
    for (const { name, texts } of PAGES) {
      await page.goto(`${owner.origin}/console/${name}`);
      await heading(page).waitFor();
      await page.locator('.spinner').waitFor({ state: 'detached' });
      expect.soft(await heading(page).innerText()).toBe(texts.zh.title);
      expect.soft(await page.title()).toBe(`${texts.zh.title} · 快回`);
      await checkLook(page, name);
    }
  }, 120_000);

  it('shows the pages of strangers in the same way', async () => {
    const bot = await startBot();
    const stranger = { origin: new URL(bot.url()).origin, cookie: () => '' };
    for (const address of ['login', 'setup', 'setup?code=one']) {
      const page = await openConsolePage(stranger, address);
      await heading(page).waitFor();
      await checkLook(page, address);
    }
    await openConsoleOf(bot);
    const page = await openConsolePage(stranger, 'login');
    await page.getByLabel('用户名').waitFor();
    await checkLook(page, 'login with a password');
  });

  it('is served with a policy that allows no inline script and no foreign address', async () => {
    const bot = await startBot();
    const response = await fetch(`${new URL(bot.url()).origin}/console/login`);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toMatch(/unsafe|https?:/);
    const document = await response.text();
    expect(document).not.toMatch(
      /<script(?![^>]*\ssrc="\/console\/)|\son\w+=|<style|style=|https?:/,
    );
  });

  it('goes from page to page by its links without loading anew, and back', async () => {
    const owner = await openConsoleOf(await startBot());
    const page = await openConsolePage(owner, 'overview', { viewport: DESKTOP });
    await heading(page).waitFor();
    await page.evaluate('window.isTheSame = true');
    for (const { name, texts } of PAGES) {
      await navigation(page).getByRole('link', { name: texts.zh.title, exact: true }).click();
      await page.waitForURL(`**/console/${name}`);
      await expect.poll(() => heading(page).innerText()).toBe(texts.zh.title);
      expect(await navigation(page).locator('[aria-current="page"]').innerText()).toBe(
        texts.zh.title,
      );
    }
    await page.goBack();
    await expect.poll(() => heading(page).innerText()).toBe(PAGES.at(-2)?.texts.zh.title);
    expect(await page.evaluate('window.isTheSame')).toBe(true);
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
  });

  it('speaks the language of the browser, and the other one by a switch that is remembered', async () => {
    const owner = await openConsoleOf(await startBot());
    const page = await openConsolePage(owner, 'users', { locale: 'en-GB', viewport: DESKTOP });
    await expect.poll(() => heading(page).innerText()).toBe('Users');
    expect(await page.evaluate('document.documentElement.lang')).toBe('en');
    await page.getByRole('button', { name: '中文' }).click();
    await expect.poll(() => heading(page).innerText()).toBe('用户');
    await page.reload();
    await expect.poll(() => heading(page).innerText()).toBe('用户');
    expect(await page.evaluate('document.documentElement.lang')).toBe('zh-CN');
  });

  it('is reached by the keyboard: the skip link on a desk, the drawer on a phone', async () => {
    const owner = await openConsoleOf(await startBot());
    const page = await openConsolePage(owner, 'users', { viewport: DESKTOP });
    await heading(page).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('content');

    await page.setViewportSize(PHONE);
    const menu = page.getByRole('button', { name: '菜单', exact: true });
    await expect.poll(() => navigation(page).count()).toBe(0);
    await menu.focus();
    await page.keyboard.press('Enter');
    await navigation(page).waitFor();
    // Nothing of the page below can be reached.
    expect(await page.evaluate('document.querySelector("main").inert')).toBe(true);
    await page.keyboard.press('Escape');
    await expect.poll(() => navigation(page).count()).toBe(0);
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('菜单');
    await page.keyboard.press('Enter');
    await navigation(page).getByRole('link', { name: '操作记录' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => heading(page).innerText()).toBe('操作记录');
    await expect.poll(() => navigation(page).count()).toBe(0);
  });

  it('sends a stranger to sign in, says when the password is wrong, and goes on to the page', async () => {
    const bot = await startBot();
    await openConsoleOf(bot);
    const stranger = createConsoleClient(bot.url());
    const page = await openConsolePage(stranger, 'audit', { expected: /status of 401/ });
    await page.getByLabel('密码', { exact: true }).fill('not the password');
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toContain('密码不对');
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: '登录' }).click();
    await page.waitForURL('**/console/audit');
    await page.getByRole('button', { name: '退出' }).click();
    await page.waitForURL('**/console/login');
  });

  it('follows no address of another site after signing in', async () => {
    const bot = await startBot();
    await openConsoleOf(bot);
    const page = await openConsolePage(
      createConsoleClient(bot.url()),
      `login?next=${encodeURIComponent('https://example.com/console/')}`,
    );
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: '登录' }).click();
    await page.waitForURL('**/console/overview');
    expect(new URL(page.url()).hostname).toBe('127.0.0.1');
  });

  it('shows each role its own pages', async () => {
    const owner = await openConsoleOf(await startBot());
    for (const role of ['viewer', 'agent'] as const) {
      const page = await openConsolePage(await signInAs(owner, role), '', { viewport: DESKTOP });
      await heading(page).waitFor();
      const titles = pagesFor(role).map(({ texts }) => texts.zh.title);
      expect(await heading(page).innerText()).toBe(titles[0]);
      expect(await navigation(page).getByRole('link').allInnerTexts()).toEqual(titles);
    }
    const page = await openConsolePage(await signInAs(owner, 'agent', 'another'), 'users');
    await expect.poll(() => heading(page).innerText()).toBe('没有这个页面');
  });

  it('leads an agent from a turn to the card of its follower, not to the list of all', async () => {
    const bot = await startBot({ answerWith: () => says('七天。') });
    await bot.follower.says('退货要几天？');
    const agent = await signInAs(await openConsoleOf(bot), 'agent');
    const page = await openConsolePage(agent, 'conversations', { viewport: DESKTOP });
    await page.getByRole('link', { name: '退货要几天？' }).click();
    await page.getByRole('link', { name: bot.follower.openId }).click();
    await page.getByText('存着的提问').waitFor();
    expect(await page.getByRole('main').getByRole('link').allInnerTexts()).toEqual(['看对话']);
    expect(await seriousFaults(page)).toEqual([]);
    await page.goto(`${agent.origin}/console/followers`);
    await expect.poll(() => heading(page).innerText()).toBe('没有这个页面');
  });
});
