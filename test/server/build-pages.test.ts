import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { PageContent } from '../../src/runtime/guarded-fetch.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { buildPages } from '../../src/server/build-pages.ts';
import { createSqliteWorld } from '../store/sqlite/sqlite-world.ts';

const articleOf = (name: string) =>
  readFileSync(new URL(`../fixtures/articles/${name}.html`, import.meta.url), 'utf8');

/** Reads a page with the product's own readers; the web is played. */
async function read(content: PageContent, address = 'https://www.example.com/tea') {
  const { collections } = await createSqliteWorld().open();
  const pages = buildPages({
    fetchPage: () => Promise.resolve({ is: 'fetched', page: { address, content } }),
    ...{ collections, clock: systemClock },
  });
  onTestFinished(() => pages.close());
  const turn = { account: 'default', openId: 'oAnn', turnId: 't1' };
  return pages.reader.read(address, { turn, signal: new AbortController().signal });
}

describe('pages of the web', () => {
  it('are read as title and text, with their headings, lists and links', async () => {
    const text = `<html><head><title>泡绿茶</title></head><body><nav>首页 关于</nav><article>
      <h1>泡绿茶</h1><p>${'绿茶要用八十度的水。'.repeat(20)}</p>
      <h2>用量</h2><p>${'每杯三克，见'.repeat(10)}<a href="/table">用量表</a>。</p></article></body></html>`;
    const reading = await read({ kind: 'html', text });
    if (reading.is !== 'page') return expect.fail(JSON.stringify(reading));
    expect(reading.page).toMatchObject({ title: '泡绿茶', isCut: false });
    expect(reading.page.text).toContain('绿茶要用八十度的水。');
    expect(reading.page.text).toContain('## 用量');
    expect(reading.page.text).toContain('[用量表](https://www.example.com/table)');
    expect(reading.page.text).not.toContain('首页 关于');
  });

  it.each([
    ['article', 'page'],
    ['article-on-notices', 'page'],
    ['article-with-video', 'page'],
    ['text-post', 'page'],
    ['verification', 'verification'],
    ['verification-captcha', 'verification'],
    ['deleted', 'deleted'],
    ['violating', 'violating'],
    ['paid', 'paid'],
    ['video', 'video'],
    ['pictures', 'pictures'],
    ['article-of-pictures', 'pictures'],
  ])('of a WeChat account, as %s, are %s', async (name, is) => {
    const address = 'https://mp.weixin.qq.com/s/abc';
    const reading = await read({ kind: 'html', text: articleOf(name) }, address);
    expect(reading.is === 'unreadable' ? reading.because : reading.is).toBe(is);
  });

  it.each<[string, PageContent]>([
    ['a feed', { kind: 'xml', text: '<rss/>' }],
    ['a page of scripts', { kind: 'html', text: '<script>run()</script>' }],
    ['a broken PDF', { kind: 'pdf', bytes: Buffer.from('%PDF-1.7 broken') }],
    ['a page that cannot be read in time', { kind: 'html', text: '<div>'.repeat(60_000) }],
  ])('say nothing as %s', { timeout: 20_000 }, async (_what, content) => {
    expect(await read(content)).toEqual({ is: 'unreadable', because: 'no-text' });
  });
});
