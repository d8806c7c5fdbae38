// Makes docs/images/tour.webp: from the assistant over WeChat's first calls to a chat in the simulator. Wants `npm run build:web` first.
import type { Page } from 'playwright-core';
import { openConsole } from '../test/support/console-client.ts';
import { fillKnowledge } from './pictures/fill-knowledge.ts';
import { openFilm } from './pictures/film.ts';
import { openBrowser, pictureFile } from './pictures/open-camera.ts';
import { makeShopPlace } from './pictures/open-tea-shop.ts';
import {
  QUESTIONS,
  SLOW_ANSWER_BEGINS,
  SLOW_ANSWER_ENDS,
  SLOW_QUESTION,
} from './pictures/tea-shop.ts';

/** The part of the browser's type that is used here, because a script for Node does not know the browser's types. */
interface ScrolledElement {
  scrollIntoView(options: { readonly block: 'end'; readonly behavior: 'instant' }): void;
}

const GLANCE_MS = 900;
const READ_MS = 1600;
const LOOK_MS = 2000;

const place = await makeShopPlace();
const browser = await openBrowser();
const film = openFilm();
try {
  const shop = await place.open();
  const owner = await openConsole(shop.server);
  await fillKnowledge(owner);
  const context = await browser.newContext({
    locale: 'zh-CN',
    viewport: { width: 960, height: 600 },
    colorScheme: 'light',
  });
  const [name = '', value = ''] = owner.cookie().split('=');
  await context.addCookies([{ name, value, url: owner.origin }]);

  const assistant = await context.newPage();
  await assistant.goto(`${owner.origin}/console/assistant`);
  await openStep(assistant, '填写公众号后台');
  await film.take(assistant, READ_MS);
  await openStep(assistant, '看微信来访');
  await film.take(assistant, READ_MS);
  await shop.platform.verifyUrl();
  await assistant.locator('.assistant-calls > li').first().waitFor();
  await film.take(assistant, READ_MS);
  await shop.platform.follower('oSunYue').says(QUESTIONS[0]);
  await assistant.locator('.assistant-answer').getByText('7 天内').waitFor();
  await film.take(assistant, LOOK_MS);
  await assistant.getByRole('list', { name: '微信的来访' }).evaluate(scrollToEnd);
  await film.take(assistant, READ_MS);

  const simulator = await context.newPage();
  await simulator.goto(shop.simulatorUrl);
  const box = simulator.getByRole('textbox', { name: '发消息' });
  const answer = simulator.locator('.theirs');
  await answer.first().waitFor();
  await film.take(simulator, GLANCE_MS);
  await box.fill(SLOW_QUESTION);
  await film.take(simulator, GLANCE_MS);
  await simulator.keyboard.press('Enter');
  await simulator.locator('.mine').last().waitFor();
  await film.take(simulator, GLANCE_MS);
  await answer.getByText(SLOW_ANSWER_BEGINS).waitFor();
  await film.take(simulator, READ_MS);
  await answer.getByText(SLOW_ANSWER_ENDS).waitFor({ timeout: 40_000 });
  await film.take(simulator, LOOK_MS);
  film.develop(pictureFile('tour', 'webp'));
  await shop.close();
} finally {
  film.remove();
  await browser.close();
  await place.remove();
}

async function openStep(page: Page, step: string): Promise<void> {
  await page.getByRole('button', { name: step }).click();
  await page.locator('.assistant-step').waitFor();
}

function scrollToEnd(element: ScrolledElement): void {
  element.scrollIntoView({ block: 'end', behavior: 'instant' });
}
