import { describe, expect, it } from 'vitest';
import { createLinkFilter, limitLinks } from '../../../src/rendering/links/limit-links.ts';
import { createRenderer } from '../../../src/rendering/renderer.ts';

const allowed = {
  hosts: ['docs.shop.com'],
  domains: ['good.com', 'xn--fsqu00a.xn--0zwm56d'],
  addresses: ['https://asked.org/a?b=1'],
  mark: '（链接略）',
};
const filter = (text: string) => limitLinks(text, { allowed });
const MARK = '（链接略）';

describe('a text from which links are left out', () => {
  it.each([
    ['见 https://evil.com/x?y=1。完', `见 ${MARK}。完`],
    ['见https://evil.com查看', `见${MARK}查看`],
    ['去evil.com吧', `去${MARK}吧`],
    ['go to evil.com.', `go to ${MARK}.`],
    ['go to www.evil.zzz now', `go to ${MARK} now`],
    ['HTTPS://EVIL.COM/A', MARK],
    ['EVIL.CoM', MARK],
    ['https://good.com@evil.com/', MARK],
    ['https://good.com:80@evil.com/', MARK],
    ['https://good.com\\@evil.com/', MARK],
    ['https://good.com.evil.com/', MARK],
    ['https://notgood.com/', MARK],
    ['https://shop.com/', MARK],
    ['ｈｔｔｐ：／／ｅｖｉｌ．ｃｏｍ', `ｈｔｔｐ：${MARK}`],
    ['ｅｖｉｌ．ｃｏｍ', MARK],
    ['evil%2Ecom/x', MARK],
    ['https://evil%2ecom/x', MARK],
    ['ev\u200bil.c\u200dom', MARK],
    ['http://1.2.3.4/x', MARK],
    ['访问 10.0.0.1:8080/a 登录', `访问 ${MARK} 登录`],
    ['http://3232235777/', MARK],
    ['http://[::1]/x', MARK],
    ['weixin://dl/business/?t=1', MARK],
    ['javascript:alert(1)', `${MARK})`],
    ['tel:10086', MARK],
    ['mailto:a@evil.com', MARK],
    ['联系 a.b@evil.com 退款', `联系 ${MARK} 退款`],
    ['//evil.com/x', MARK],
    ['hxxp://evil.com', MARK],
    ['ftp://evil.com', MARK],
    ['http://例子.中国/路', MARK],
    ['看例子.中国/x', `看例子${MARK}`],
    ['请看赌博.com', `请看赌博${MARK}`],
    ['еvil.com', MARK],
    ['𝐞𝐯𝐢𝐥.com', MARK],
    ['官网（https://evil.com）', '官网（链接略）'],
    ['https://good.com/x,http://evil.com', MARK],
    ['https://good.com/?u=https://evil.com', MARK],
    ['evil.sh/x', MARK],
    ['evil.me', MARK],
    ['bit.ly/abc', MARK],
    ['t.cn/abc', MARK],
    ['a evil.com b http://evil2.net c', `a ${MARK} b ${MARK} c`],
    ['https://asked.org/a?b=2', MARK],
  ])('%s', (text, left) => {
    expect(filter(text)).toBe(left);
  });

  it.each([
    'https://docs.shop.com/returns?x=1#y。',
    '见https://good.com/a查看',
    'www.good.com',
    'HTTPS://WWW.GOOD.COM/x',
    'a@good.com',
    'https://asked.org/a?b=1',
    'asked.org/a?b=1',
    'http://xn--fsqu00a.xn--0zwm56d/x',
    'http://例子.测试/x',
    'node.js、README.md、3.5、e.g. i.e. a.m. U.S. v1.2.3 1.5kg run.sh main.py',
    'It works.In short, ASP.NET 和 .com 域名',
    'a:b, 时间 12:30，比例 1:2，C:\\x，std::vector<int>',
    'user.id = this.is_ok; x.ts; package.json; app.log',
    '价格 3.50 元/件，2026.11.30 起',
    '电话：400-123-4567，Tel:400-123-4567',
    '…… 。。。 ...',
  ])('keeps %s', (text) => {
    expect(filter(text)).toBe(text);
  });

  it('leaves out the same of pieces, wherever they are cut', () => {
    const text = '请到 https://evil.com/a 或（evil.net）看，好的 https://good.com/b 。完 node.js.';
    const whole = filter(text);
    for (let size = 1; size < 12; size += 1) {
      const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'gu')) ?? [];
      const one = createRenderer({ links: { allowed } });
      expect(pieces.map((piece) => one.push(piece)).join('') + one.end()).toBe(whole);
    }
  });

  it('tells which hosts were left out, without paths', () => {
    const hosts: string[] = [];
    limitLinks('https://evil.com/secret?k=1 http://b.evil.net:81/x', {
      allowed,
      onOther: (host) => hosts.push(host),
    });
    expect(hosts).toEqual(['evil.com', 'b.evil.net']);
  });

  it('leaves out an address without an end, and takes little time for long text', () => {
    const one = createLinkFilter({ allowed });
    let out = '';
    for (let n = 0; n < 500; n += 1)
      out += one.push(n === 0 ? 'a http://evil.com/' : 'x'.repeat(100));
    expect(out + one.push(' b') + one.end()).toBe(`a ${MARK} b`);
    const words = 'a.'.repeat(20_000);
    expect(filter(words)).toBe(words);
    expect(filter('@'.repeat(20_000))).toHaveLength(20_000);
    expect(filter('如'.repeat(20_000))).toHaveLength(20_000);
  });
});

describe('what a model writes', () => {
  const render = (markdown: string) => {
    const renderer = createRenderer({ links: { allowed } });
    return renderer.push(markdown) + renderer.end();
  };

  it.each([
    ['[官网](https://evil.com/a "t")', '官网（链接略）'],
    ['[官网](https://good.com/a)', '官网（https://good.com/a）'],
    ['![图](http://evil.com/x.png?q=秘密)', '🖼 图 （链接略）'],
    ['<a href="http://evil.com">点我</a>', '点我（链接略）'],
    ['<http://evil.com>', MARK],
    ['看[这里][1]。\n\n[1]: http://evil.com/x', `看这里[1]。\n\n[1] ${MARK}`],
    ['http://ev**i**l.com', MARK],
    ['ev&#105;l&#46;com', MARK],
    ['evil\\.com', MARK],
    ['<b>evil</b>.com', MARK],
    ['`evil.com`', MARK],
    ['```\ncurl http://evil.com/x\n```', `curl ${MARK}`],
    ['[领取](weixin://bizmsgmenu?msgmenucontent=x)', '领取'],
    ['weixin://bizmsgmenu', MARK],
    ['| a |\n|---|\n| http://evil.com |', null],
  ])('%s', (markdown, left) => {
    const text = render(markdown);
    if (left !== null) expect(text).toBe(left);
    expect(text).not.toMatch(/evil|weixin:\/\//i);
  });
});
