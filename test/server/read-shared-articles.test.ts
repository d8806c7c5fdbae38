import { readFileSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { openSharedPages } from '../../src/answering/links/shared-pages.ts';
import { createReadSharedLink } from '../../src/answering/stages/read-shared-link.ts';
import { zh } from '../../src/inbox/texts/zh.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { buildPages } from '../../src/server/build-pages.ts';
import { createScriptedAnswerer, finish, text } from '../answering/answerer-double.ts';
import { exampleAsk } from '../answering/example-ask.ts';
import { readAll } from '../answering/read-all.ts';
import { createSqliteWorld } from '../store/sqlite/sqlite-world.ts';
import { createLogLines } from '../support/log-lines.ts';
import { unheard } from '../support/recorded-events.ts';

const ADDRESS = 'https://mp.weixin.qq.com/s/abc';
const CARD = zh.linkQuestion({ title: '一篇文章', description: '', url: ADDRESS });

/** Shares an article that the product's own readers read; the web is played. */
async function share(name: string) {
  const html = readFileSync(new URL(`../fixtures/articles/${name}.html`, import.meta.url), 'utf8');
  const { collections } = await createSqliteWorld().open();
  const page = { address: ADDRESS, content: { kind: 'html', text: html } } as const;
  const pages = buildPages({
    fetchPage: () => Promise.resolve({ is: 'fetched', page }),
    ...{ collections, clock: systemClock },
  });
  onTestFinished(() => pages.close());
  const model = createScriptedAnswerer();
  model.script(text('总结好了。'), finish);
  const stage = createReadSharedLink({
    ...{ reader: pages.reader, texts: zh, showTyping: () => {} },
    pages: openSharedPages({
      ...{ collections, turns: { read: () => Promise.resolve({ answer: '' }) } },
      ...{ clock: systemClock, log: createLogLines().log },
    }),
    ...{ clock: systemClock, events: unheard },
  });
  const signal = new AbortController().signal;
  const events = await readAll(stage(model.answer)(exampleAsk({ question: CARD }), signal));
  const said = events.map((event) => (event.type === 'text' ? event.text : '')).join('');
  return { said, told: model.prompts[0]?.system };
}

it.each(['article', 'article-on-notices', 'article-with-video', 'text-post'])(
  'the article %s is told to the model',
  async (name) => {
    const { said, told } = await share(name);
    expect(said).toBe('总结好了。');
    expect(told).toMatch(/<page>\n[^]{100,}<\/page>/);
  },
);

it.each([
  ['verification', '验证'],
  ['verification-captcha', '验证'],
  ['deleted', '删除'],
  ['violating', '违规'],
  ['paid', '付费'],
  ['video', '视频'],
  ['pictures', '图片'],
  ['article-of-pictures', '图片'],
])('the article %s is named with %s, and no model is asked', async (name, word) => {
  const { said, told } = await share(name);
  expect(said).toContain(word);
  expect(told).toBeUndefined();
});
