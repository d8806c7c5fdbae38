import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DocumentProblem } from '../../../src/knowledge/import/document-problem.ts';
import { parseArticle } from '../../../src/knowledge/import/formats/parse-article.ts';
import { ARTICLE_PROBLEMS } from '../../../src/knowledge/import/page-problems.ts';

const ADDRESS = 'https://mp.weixin.qq.com/s/aAaAaAaA';
const pageOf = (name: string) =>
  readFileSync(new URL(`../../fixtures/articles/${name}.html`, import.meta.url), 'utf8');

/** Returns the text of an article, or what is in its place. */
function read(html: string, address = ADDRESS): string {
  try {
    const parsed = parseArticle(html, address);
    return parsed.is === 'text' ? parsed.text : parsed.is;
  } catch (error) {
    if (!(error instanceof DocumentProblem)) throw error;
    const found = Object.entries(ARTICLE_PROBLEMS).find(([, problem]) => problem === error.problem);
    return `(${found?.[0]})`;
  }
}

describe('articles of Official Accounts', () => {
  it.each([
    ['article', '内盖每用三次洗一次'],
    ['article-on-notices', '采集程序读到'],
    ['article-with-video', '跳到保温以后再焖十分钟'],
    ['text-post', '十月一日到七日 10 点开门'],
    ['verification', '(verification)'],
    ['verification-captcha', '(verification)'],
    ['deleted', '(deleted)'],
    ['violating', '(violating)'],
    ['paid', '(paid)'],
    ['video', '(video)'],
    ['pictures', '(pictures)'],
    ['article-of-pictures', '(pictures)'],
  ])('%s is recognised', (name, read_) => {
    expect(read(pageOf(name))).toContain(read_);
  });

  it('an article is read with title, account, day, headings, lists and links, and without its frame', () => {
    expect(read(pageOf('article'))).toBe(
      `# 电饭煲内盖怎么洗

米饭研究所 · 2026-05-22

内盖每用三次洗一次，用温水和软布，不要放进洗碗机。

## 多久换一次密封圈

密封圈每两年换一次，变硬或漏气时提前换。

- R4 用 24 厘米的
- R6 用 28 厘米的

配件见 [配件清单](https://mp.weixin.qq.com/s/bBbBbBbB)。`,
    );
  });

  it('the text of a post without a title stands in a script, and is never run', () => {
    expect(read(pageOf('text-post'))).toBe(
      `# 门店国庆照常营业，

米饭研究所 · 2026-05-22

门店国庆照常营业，
十月一日到七日 10 点开门，晚上 9 点关门。
停车免费两小时&可以续。`,
    );
  });

  it.each([
    ['此帐号已被屏蔽, 内容无法查看', 'violating'],
    ['此账号涉嫌侵犯他人合法权益', 'violating'],
    ['此内容发送失败无法查看', 'violating'],
    ['该内容已被发送人删除', 'deleted'],
    ['访问过于频繁，请稍后再试', 'verification'],
    ['参数错误', 'unavailable'],
    ['根据作者隐私设置，无法查看该内容', 'unavailable'],
    ['临时链接已失效', 'unavailable'],
    ['', 'unavailable'],
  ])('the notice “%s” is %s', (notice, is) => {
    expect(read(pageOf('deleted').replace('该内容已被发布者删除', notice))).toBe(`(${is})`);
  });

  it('a redirect to the verification counts whatever the page says', () => {
    const address = 'https://mp.weixin.qq.com/mp/wappoc_appmsgcaptcha?poc_token=a';
    expect(read(pageOf('article'), address)).toBe('(verification)');
  });

  it('an article whose video is all it has is named as one', () => {
    const text = /<p>[^]*<\/p>(?=\s*<iframe)/;
    expect(read(pageOf('article-with-video').replace(text, '<p>看视频</p>'))).toBe('(video)');
  });

  it('each class is named in both languages', () => {
    const words = {
      verification: '验证',
      deleted: '删除',
      violating: '违规',
      paid: '付费',
      video: '视频',
      pictures: '图片',
    };
    for (const [is, word] of Object.entries(words)) {
      const { en, zh } = ARTICLE_PROBLEMS[is as keyof typeof words];
      expect(zh).toContain(word);
      expect(en).toContain(word);
    }
  });

  it.each([
    '<div id="js_content">'.repeat(3_000),
    '<div id="js_content"><p>未完',
    '<script>var ct = "99999999999999999"',
    '\\x'.repeat(10_000),
    `<script>content_noencode: '${'<'.repeat(90_000)}'</script>`,
    '',
  ])('a page that ends early or repeats itself leads to a result: %#', (html) => {
    expect(read(html)).toEqual(expect.any(String));
  });
});
