// Makes the pictures of the console under docs/images, from a made-up shop with a week behind it. Wants `npm run build:web` first.
import type { BrowserContextOptions, Page } from 'playwright-core';
import { keepShopBusy } from './pictures/keep-shop-busy.ts';
import { openBrowser, pictureFile } from './pictures/open-camera.ts';
import { makeShopPlace } from './pictures/open-tea-shop.ts';
import { QUESTIONS, SLOW_QUESTION } from './pictures/tea-shop.ts';

/** The part of the browser's type that is used here, because a script for Node does not know the browser's types. */
interface ScrolledElement {
  scrollIntoView(options: { readonly block: 'start'; readonly behavior: 'instant' }): void;
}

const HEAD_HEIGHT = 72;
const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

function scrollToTop(element: ScrolledElement): void {
  element.scrollIntoView({ block: 'start', behavior: 'instant' });
}

const place = await makeShopPlace();
const browser = await openBrowser();
try {
  const { shop, owner } = await keepShopBusy(place);
  const [name = '', value = ''] = owner.cookie().split('=');

  /** Opens a page of the console, and keeps a picture of it once it shows what it should. */
  const photograph = async (
    picture: string,
    path: string,
    arrange: (page: Page) => Promise<void>,
    { viewport = DESK, colorScheme = 'light' }: BrowserContextOptions = {},
  ) => {
    const context = await browser.newContext({ locale: 'zh-CN', viewport, colorScheme });
    await context.addCookies([{ name, value, url: owner.origin }]);
    const page = await context.newPage();
    await page.goto(`${owner.origin}/console/${path}`);
    await arrange(page);
    await page.screenshot({ path: pictureFile(`console-${picture}`) });
    await context.close();
  };
  const overview = (page: Page) => page.locator('.key-numbers').waitFor();

  await photograph('overview', 'overview', overview);
  await photograph('overview-dark', 'overview', overview, { colorScheme: 'dark' });
  await photograph('turn', `conversations?q=${encodeURIComponent(SLOW_QUESTION)}`, async (page) => {
    await page.getByRole('link', { name: SLOW_QUESTION }).click();
    await page.locator('.time-line .bar').first().waitFor();
    await page.getByRole('heading', { name: '粉丝收到的' }).evaluate(scrollToTop);
    // The head of the console stays above it.
    await page.mouse.wheel(0, -HEAD_HEIGHT);
  });
  await photograph('knowledge', 'knowledge', (page) =>
    page.getByRole('row', { name: '茶叶介绍' }).waitFor(),
  );
  await photograph('assistant', 'assistant', async (page) => {
    await page.getByRole('button', { name: '看微信来访' }).click();
    await shop.platform.follower('oSunYue').says(QUESTIONS[1]);
    await page.locator('.assistant-calls > li').first().waitFor();
  });
  await photograph(
    'settings-phone',
    'settings',
    async (page) => {
      const find = page.getByLabel('查找');
      await find.fill('DAILY');
      await page.locator('.settings-row').first().waitFor();
      await find.blur();
    },
    { viewport: PHONE },
  );
  await shop.close();
} finally {
  await browser.close();
  await place.remove();
}
