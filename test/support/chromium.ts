import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { onTestFinished, type TestContext } from 'vitest';
import { findChromium } from './find-chromium.ts';

/** Why browser tests do not run here, in one line; absent where they do. */
export const chromiumMissing =
  findChromium() === undefined
    ? 'No Chromium on this machine: the tests in a real browser are left out (apt-get install chromium).'
    : undefined;

let browser: Promise<Browser> | undefined;
/** By language, which a page cannot change. A new one costs more than everything that a test does in it. */
const contexts = new Map<string, Promise<BrowserContext>>();

/** How the reader's screen is set up. */
interface PageOptions {
  readonly locale?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly colorScheme?: 'light' | 'dark';
}

interface OpenPageDeps {
  readonly expected?: RegExp;
  readonly test?: Pick<TestContext, 'onTestFinished'>;
}

/**
 * Opens a page; what it complains about fails the test at its end, unless it is `expected`. Each server has an origin of
 * its own, so nothing is remembered from another test. Tests that run concurrently name themselves.
 */
export async function openPage(
  url: string,
  { locale = 'zh-CN', viewport, colorScheme = 'light' }: PageOptions = {},
  { expected, test = { onTestFinished } }: OpenPageDeps = {},
): Promise<Page> {
  browser ??= launch();
  const opened = browser;
  const context = contexts.get(locale) ?? opened.then((one) => one.newContext({ locale }));
  contexts.set(locale, context);
  const page = await (await context).newPage();
  await page.emulateMedia({ colorScheme });
  if (viewport) await page.setViewportSize(viewport);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  test.onTestFinished(async () => {
    await page.close();
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
  contexts.clear();
}

function launch(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error(chromiumMissing);
  // Chromium's own sandbox does not work for root, as which CI often runs. Only our own page is opened.
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}
