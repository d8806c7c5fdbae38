import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { ConsoleClient } from './console-client.ts';
import { openConsolePage } from './open-console-page.ts';
import { watchScripts, type ScriptWatch } from './script-watch.ts';

/** A page of the console that is watched for what no text may make it do. */
export interface WatchedConsole {
  readonly page: Page;
  readonly watch: ScriptWatch;
  /** Opens an address below /console/ and waits until it is loaded. */
  go(path: string): Promise<void>;
  /** Goes there as a link of the page does, without loading anew. */
  follow(path: string): Promise<void>;
}

/** What the browser says of pages that do not exist, which belongs to the story. */
export const NOT_THERE = /status of 40[0-9]/;
/** What a person sees of a text: spaces, and marks that have no shape, may be lost. */
export const seen = (text: string) => text.replaceAll(/[\s\p{Cc}\p{Cf}\p{Zl}\ufffd]/gu, '');

/** Waits until every payload stands on the page as a text, or in a field. */
export async function expectShown(
  page: Page,
  payloads: readonly string[],
  where: string,
): Promise<void> {
  const missing = async () => {
    const text = seen((await page.locator('#content, main').first().textContent()) ?? '');
    const fields: string[] = await page.evaluate(
      "[...document.querySelectorAll('input, textarea')].map(({ value }) => value)",
    );
    const shown = text + seen(fields.join(''));
    return payloads.filter((payload) => !shown.includes(seen(payload)));
  };
  await expect.poll(missing, { message: where, timeout: 20_000 }).toEqual([]);
}

/** Opens a page of the console that is watched from its first document on. */
export async function openWatched(
  owner: Pick<ConsoleClient, 'origin' | 'cookie'>,
): Promise<WatchedConsole> {
  const page = await openConsolePage(owner, 'sessions', { expected: NOT_THERE });
  const watch = await watchScripts(page, new URL(owner.origin).host);
  await page.reload();
  const go = async (path: string) => {
    await page.goto(`${owner.origin}/console/${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.locator('.spinner').waitFor({ state: 'detached' });
  };
  const follow = (path: string) =>
    page.evaluate<void>(
      `history.pushState(null, '', ${JSON.stringify(`/console/${path}`)}); dispatchEvent(new PopStateEvent('popstate'))`,
    );
  return { page, watch, go, follow };
}

/** Presses the button of a list until there is nothing more. */
export async function loadAll(page: Page): Promise<void> {
  await page.locator('#content tbody tr').first().waitFor();
  const more = page.getByRole('button', { name: /加载更多|更早的/ });
  while ((await more.count()) > 0) {
    const answered = page.waitForResponse((response) => response.url().includes('after='));
    await more.click();
    await (await answered).finished();
    await page.evaluate('new Promise(requestAnimationFrame)');
  }
}
