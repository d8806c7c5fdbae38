// Makes docs/images/simulator.png: starts a server, has a conversation in its simulator, and photographs the page.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createEventBus } from '../src/events/event-bus.ts';
import { parseConfig } from '../src/config/parse-config.ts';
import { createRuntime } from '../src/server/create-runtime.ts';
import { startServer } from '../src/server/start-server.ts';
import { openBrowser, pictureFile } from './pictures/open-camera.ts';

/** The part of the browser's type that is used here, because a script for Node does not know the browser's types. */
interface PlacedElement {
  readonly offsetTop: number;
  readonly parentElement: {
    scrollTo(options: { readonly top: number; readonly behavior: 'instant' }): void;
  } | null;
}

const QUESTION = '为什么长回答不会丢？';

const dataDir = mkdtempSync(join(tmpdir(), 'kuaihui-'));
const environment = { HOST: '127.0.0.1', PORT: '0', DATA_DIR: dataDir };
const config = parseConfig(environment);
const log = pino({ level: 'warn' });
const server = await startServer(config, {
  runtime: createRuntime(log),
  events: createEventBus(log),
  environment,
  token: 'screenshot',
  // The button is shown, and not pressed.
  simulator: { key: 'screenshot', kill: () => {} },
});
const browser = await openBrowser();
try {
  const page = await browser.newPage({
    viewport: { width: 1440, height: 900 },
    deviceScaleFactor: 1.25,
    locale: 'zh-CN',
    colorScheme: 'light',
  });
  await page.goto(`http://127.0.0.1:${server.port}/simulator/`);
  await page.getByLabel('练习模型').check();
  await page.getByRole('slider').fill('9');
  await page.locator('.add').click();
  const alice = page.locator('.phone').nth(1);
  await alice.locator('.theirs').waitFor();
  // The fault hits the next follower that writes.
  await page.getByRole('button', { name: '丢失回复', exact: true }).click();
  await page.locator('.faults [aria-pressed="true"]').waitFor();
  const ming = page.locator('.phone').first();
  await ming.getByRole('textbox', { name: '发消息' }).fill(QUESTION);
  await page.keyboard.press('Enter');
  await page.locator('li[data-via="customer-service"]').first().waitFor({ timeout: 30_000 });
  // The last message appears half a second after the one before.
  await page.locator('li[data-via="owed"]').first().waitFor({ state: 'detached' });
  await alice.getByRole('button', { name: '帮助' }).first().click();
  await alice.locator('.theirs').nth(1).waitFor();
  await alice.getByRole('button', { name: '更多' }).click();
  await ming.locator('header').click();
  // The seam between two ways of delivery.
  const seam = ming.locator('.theirs[data-via="customer-service"]').first();
  await seam.evaluate((element: PlacedElement) => {
    element.parentElement?.scrollTo({ top: element.offsetTop - 420, behavior: 'instant' });
  });
  await page.mouse.move(0, 0);
  await page.waitForTimeout(300); // The ring around the chosen phone is drawn softly.
  await page.screenshot({ path: pictureFile('simulator') });
} finally {
  await browser.close();
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
