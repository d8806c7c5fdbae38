import type { Page } from 'playwright-core';
import { openPage } from './chromium.ts';
import type { ConsoleClient } from './console-client.ts';

interface ConsolePageOptions {
  readonly locale?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Complaints of the browser that belong to the story. */
  readonly expected?: RegExp;
}

/** Opens an address of the console in Chromium with the session of a client, or without one. */
export async function openConsolePage(
  client: Pick<ConsoleClient, 'origin' | 'cookie'>,
  path: string,
  { locale, viewport, expected }: ConsolePageOptions = {},
): Promise<Page> {
  const page = await openPage(
    'about:blank',
    { ...(locale && { locale }), ...(viewport && { viewport }) },
    expected ? { expected } : {},
  );
  const [name = '', value = ''] = client.cookie().split('=');
  if (name !== '') await page.context().addCookies([{ name, value, url: client.origin }]);
  else await page.context().clearCookies();
  await page.goto(`${client.origin}/console/${path}`);
  return page;
}
