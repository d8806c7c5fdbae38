import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { startForwardProxy } from '../support/forward-proxy.ts';
import { says } from '../support/scripted-model.ts';
import { startBot } from '../support/start-bot.ts';

/** No name has to be looked up, and the proxy leads to the test's own pages. */
const SITE = 'http://93.184.216.34';
const TEA = `<html><head><title>泡绿茶</title></head><body><article><h1>泡绿茶</h1>
  <p>${'绿茶要用八十度的水，每杯三克茶叶。'.repeat(20)}</p></article></body></html>`;

/** The web, as a proxy shows it: each path is the name of a page. */
async function startWeb(pages: Readonly<Record<string, string>>, delayMs = 0) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const name = request.url ?? '';
    asked.push(name);
    const html = pages[name];
    setTimeout(() => {
      response.writeHead(html === undefined ? 404 : 200, { 'content-type': 'text/html' });
      response.end(html ?? '');
    }, delayMs);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = (server.address() as AddressInfo).port;
  const proxy = await startForwardProxy({ target: `http://127.0.0.1:${port}` });
  onTestFinished(async () => {
    await proxy.close();
    server.closeAllConnections();
    server.close();
  });
  return { asked, settings: { FETCH_PROXY: proxy.url } };
}

const card = (url: string) => ({
  ...({ type: 'link', title: '一篇文章', description: '讲茶', url } as const),
});

it('a card is answered from its page within the first attempts, and so is the next question', async () => {
  const web = await startWeb({ '/tea': TEA }, 2000);
  const bot = await startBot({ attemptMs: 5000, settings: web.settings });
  bot.model.next(says('这篇讲怎么泡绿茶。', '要点：八十度的水。'), says('三克。'));
  const seen = await bot.follower.sends(card(`${SITE}/tea`));
  expect(seen.text).toContain('这篇讲怎么泡绿茶');
  const [call] = bot.model.calls;
  expect(JSON.stringify(call?.body.messages[0])).toMatch(/<page>.*泡绿茶.*八十度的水/);

  expect((await bot.follower.says('每杯多少茶叶？')).text).toContain('三克');
  expect(JSON.stringify(bot.model.calls[1]?.body.messages[0])).toMatch(/<page>.*每杯三克茶叶/);
  expect(web.asked).toEqual(['/tea']);

  bot.model.next(says('不知道。'));
  await bot.follower.says('新对话');
  await bot.follower.says('每杯多少茶叶？');
  expect(JSON.stringify(bot.model.calls[2]?.body.messages)).not.toContain('<page>');
});

it('a page that is not there has a sentence, and a link that the model makes up is marked', async () => {
  const web = await startWeb({ '/tea': TEA });
  const bot = await startBot({ attemptMs: 5000, settings: web.settings });
  expect((await bot.follower.says(`${SITE}/none`)).text).toContain('这个网页不存在');
  expect(bot.model.calls).toHaveLength(0);
  bot.model.next(says(`见 ${SITE}/tea 和 `, 'https://made-up.example.com/tea 。'));
  const seen = await bot.follower.says(`讲了什么 ${SITE}/tea`);
  expect(seen.text).toContain(`见 ${SITE}/tea 和 https://made-up.example.com/tea（未核实） 。`);
});

it('an account whose models may not read pages, or answer from documents alone, reads none', async () => {
  for (const settings of [{ TOOLS: 'current_time' }, { KNOWLEDGE_ONLY: 'on' }]) {
    const web = await startWeb({ '/tea': TEA });
    const bot = await startBot({
      ...{ attemptMs: 5000, settings: { ...web.settings, ...settings } },
      answerWith: () => says('好。'),
    });
    await bot.follower.says(`${SITE}/tea 讲了什么`);
    expect(web.asked).toEqual([]);
  }
});
