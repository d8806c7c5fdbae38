import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { onTestFinished, type TestContext } from 'vitest';
import { findChromium } from './find-chromium.ts';

/** Why browser tests do not run here, in one line; absent where they do. */
export const chromiumMissing =
  findChromium() === undefined
    ? 'No Chromium on this machine: the tests in a real browser are left out (apt-get install chromium).'
    : undefined;

let browser: Promise<Browser> | undefined;

interface OpenPageDeps {
  readonly expected?: RegExp;
  readonly test?: Pick<TestContext, 'onTestFinished'>;
}

/**
 * Opens a page in a fresh profile; what it complains about fails the test at its end, unless it is `expected`. Tests that
 * run at the same time name themselves.
 */
export async function openPage(
  url: string,
  options: BrowserContextOptions = {},
  { expected, test = { onTestFinished } }: OpenPageDeps = {},
): Promise<Page> {
  browser ??= launch();
  const context = await (await browser).newContext({ locale: 'zh-CN', ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  test.onTestFinished(async () => {
    await context.close();
    const unexpected = complaints.filter((one) => !expected?.test(one));
    if (unexpected.length > 0) throw new Error(`The page complained: ${unexpected.join('; ')}`);
  });
  await page.goto(url);
  return page;
}

/** Ends the browser that all tests of a file share. */
export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
  browser = undefined;
}

function launch(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error(chromiumMissing);
  // Chromium's own sandbox does not work for root, as which CI often runs. Only our own page is opened.
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}
