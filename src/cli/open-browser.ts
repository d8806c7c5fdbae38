import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** By then a browser has read the file. */
const FILE_LIVES_MS = 60_000;

/**
 * Opens an address in the browser of the person at this machine. The address may carry a secret, and command lines are
 * seen by every user of the machine, so the browser is given a file of this user's that leads to it.
 * @throws where the system has no browser, or the file cannot be written.
 */
export async function openBrowser(address: string, folder: string): Promise<void> {
  const file = resolve(join(folder, 'open-in-browser.html'));
  writeFileSync(file, composeRedirect(address), { mode: 0o600 });
  setTimeout(() => rmSync(file, { force: true }), FILE_LIVES_MS).unref();
  const { default: open } = await import('open');
  await open(pathToFileURL(file).href);
}

/** Returns a page that leads on, without a script. */
export function composeRedirect(address: string): string {
  const url = new URL(address).href.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=${url}"><a href="${url}">快回 · Kuaihui</a>\n`;
}
