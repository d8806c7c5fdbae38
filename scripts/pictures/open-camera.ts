import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
import { findChromium } from '../../test/support/find-chromium.ts';

/** Starts Chromium; throws where the machine has none. */
export function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('Chromium is needed: apt-get install chromium');
  // Only our own pages are opened, and root may not use Chromium's own sandbox.
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

/** Returns the file of a picture in docs/images, and makes the folder. */
export function pictureFile(name: string, type: 'png' | 'webp' = 'png'): string {
  const file = fileURLToPath(new URL(`../../docs/images/${name}.${type}`, import.meta.url));
  mkdirSync(dirname(file), { recursive: true });
  return file;
}
