import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

/** Texts of 100 kinds with which strangers try to run a script or to load something from elsewhere. */
export const XSS_PAYLOADS = JSON.parse(
  readFileSync(new URL('../fixtures/xss-payloads.json', import.meta.url), 'utf8'),
) as readonly string[];

/** What a page did that no text may make it do. */
export interface ScriptWatch {
  readonly deeds: readonly string[];
}

/** Runs in the page before everything else. */
const NOTE_DEEDS = `
Object.defineProperty(window, '__xss', { set: () => noteDeed('a script ran'), get: () => 0 });
document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
  noteDeed('against ' + violatedDirective + ': ' + blockedURI));
`;

/**
 * Notes each script of a payload that runs, each dialog, each violation of the page's policy and each request to another
 * host, from the next document on. Requests to other hosts are not sent.
 */
export async function watchScripts(page: Page, ownHost: string): Promise<ScriptWatch> {
  const deeds: string[] = [];
  await page.exposeFunction('noteDeed', (deed: string) => void deeds.push(deed));
  await page.addInitScript(NOTE_DEEDS);
  page.on('dialog', (dialog) => {
    deeds.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', (popup) => deeds.push(`a window: ${popup.url()}`));
  await page.route(
    (url) => /^https?:$/.test(url.protocol) && url.host !== ownHost,
    (route) => {
      deeds.push(`a request: ${route.request().url()}`);
      return route.abort();
    },
  );
  return { deeds };
}
