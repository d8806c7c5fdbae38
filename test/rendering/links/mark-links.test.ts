import { describe, expect, it } from 'vitest';
import type { AllowedLinks } from '../../../src/rendering/links/allowed-links.ts';
import { createRenderer } from '../../../src/rendering/renderer.ts';

const MARK = '（未核实）';
const marked: AllowedLinks = {
  hosts: ['shop.com'],
  domains: ['good.com'],
  addresses: ['https://known.org/a?b=1', 'http://xn--fsqu00a.xn--0zwm56d/路'],
  mark: MARK,
  unknown: 'marked',
};

function render(markdown: string, size: number, allowed = marked): string {
  const renderer = createRenderer({ links: { allowed } });
  const pieces = markdown.match(new RegExp(`[^]{1,${size}}`, 'gu')) ?? [];
  return pieces.map((piece) => renderer.push(piece)).join('') + renderer.end();
}

/** Each form of an invented link, and what the follower reads. */
const INVENTED: readonly (readonly [string, string])[] = [
  ['见 https://evil.com/x?y=1。完', `见 https://evil.com/x?y=1${MARK}。完`],
  ['见https://evil.com查看', `见https://evil.com${MARK}查看`],
  ['HTTP://EVIL.COM/A', `HTTP://EVIL.COM/A${MARK}`],
  ['去evil.com吧', `去evil.com${MARK}吧`],
  ['go to evil.com/x.', `go to evil.com/x${MARK}.`],
  ['www.evil.zzz', `www.evil.zzz${MARK}`],
  ['bit.ly/abc', `bit.ly/abc${MARK}`],
  ['//evil.com/x', `//evil.com/x${MARK}`],
  ['[官网](https://evil.com/a "t")。', `官网（https://evil.com/a）${MARK}。`],
  ['[https://evil.com/a](https://evil.com/a)', `https://evil.com/a${MARK}`],
  ['![图](http://evil.com/x.png)', `🖼 图 http://evil.com/x.png${MARK}`],
  ['<a href="http://evil.com/b">点我</a>', `点我（http://evil.com/b）${MARK}`],
  ['<http://evil.com>', `http://evil.com${MARK}`],
  ['看[这里][1]。\n\n[1]: http://evil.com/x', `看这里[1]。\n\n[1] http://evil.com/x${MARK}`],
  ['`https://evil.com/c`', `https://evil.com/c${MARK}`],
  ['```\ncurl http://evil.com/x\n```', `curl http://evil.com/x${MARK}`],
  ['http://**evil.com**', `http://evil.com${MARK}`],
  ['ev&#105;l&#46;com', `evil.com${MARK}`],
  ['**https://evil.com/d**', `https://evil.com/d${MARK}`],
  ['http://例子.中国/路', `http://例子.中国/路${MARK}`],
  ['https://xn--e1afmkfd.com/', `https://xn--e1afmkfd.com/${MARK}`],
  ['evil%2Ecom/x', `evil%2Ecom/x${MARK}`],
  ['ｅｖｉｌ．ｃｏｍ', `ｅｖｉｌ．ｃｏｍ${MARK}`],
  ['evil。 https://evil.com/e，然后', `evil。 https://evil.com/e${MARK}，然后`],
  ['https://evil.com/\nlong', `https://evil.com/${MARK}\nlong`],
  ['http://1.2.3.4/x', `http://1.2.3.4/x${MARK}`],
  ['http://3232235777/', `http://3232235777/${MARK}`],
  ['ftp://evil.com/f', `ftp://evil.com/f${MARK}`],
  ['https://good.com@evil.com/', `https://good.com@evil.com/${MARK}`],
  ['https://good.com/?u=https://evil.com', `https://good.com/?u=https://evil.com${MARK}`],
  ['https://known.org/made-up', `https://known.org/made-up${MARK}`],
  ['https://known.org/a?b=2', `https://known.org/a?b=2${MARK}`],
  ['https://known.org/a?b=1#/other', `https://known.org/a?b=1#/other${MARK}`],
  ['#小程序://商城/abc123', `#小程序://商城/abc123${MARK}`],
  ['https://evil.com/a https://evil.com/b', `https://evil.com/a${MARK} https://evil.com/b${MARK}`],
  ['https://evil.com/a（未核实）。', `https://evil.com/a${MARK}。`],
  ['[官网](https://evil.com/a)（未核实）', `官网（https://evil.com/a）${MARK}`],
];

describe('a link that only the model knows', () => {
  it.each(INVENTED)('is marked, whatever its form: %s', (markdown, read) => {
    for (const size of [1, 2, 3, 7, 1000]) expect(render(markdown, size)).toBe(read);
  });

  it.each(INVENTED)('is left out where the owner says so: %s', (markdown) => {
    const allowed = { ...marked, unknown: 'left-out', mark: '（略）' } as const;
    for (const size of [1, 1000]) {
      const read = render(markdown, size, allowed);
      expect(read).toContain('略');
      expect(read).not.toMatch(/evil\.com|known\.org/);
    }
  });

  it('opens nothing in WeChat, and is marked', () => {
    const read = render('weixin://dl/business/?t=1 好', 1);
    expect(read).toMatch(/^weixin：.*（未核实） 好$/);
  });

  it('is marked in English words after a blank at which no line is divided', () => {
    const allowed = { ...marked, mark: '\u00a0(unverified)' };
    for (const size of [1, 5]) {
      expect(render('See https://evil.com/a.', size, allowed)).toBe(
        'See https://evil.com/a\u00a0(unverified).',
      );
      expect(render('See https://evil.com/a (unverified).', size, allowed)).toBe(
        'See https://evil.com/a (unverified).',
      );
    }
  });

  it('is not shown without its mark when it is longer than any address', () => {
    const read = render(`a https://evil.com/${'x'.repeat(3000)} b`, 100);
    expect(read).toBe(`a ${MARK} b`);
  });
});

it.each([
  'https://known.org/a?b=1。',
  'http://www.known.org/a/?b=1',
  'known.org/a?b=1#part-2',
  'https://good.com/any/path',
  'shop.com/products',
  'http://例子.测试/路',
  '联系 a.b@evil.com 或 tel:10086，电话 400-123-4567',
  'self.name = user.info; list.app; arr.at(0); np.pi/2; t.me',
  'Node.js、README.md、版本 10.0.1.2、socket.io',
  '打开 http://localhost:3000/a 或 http://127.0.0.1:8080',
  '（例如苹果）和 (for example) ok',
])('what is known, and what is no link, stays as it is: %s', (text) => {
  for (const size of [1, 3, 1000]) expect(render(text, size)).toBe(text);
});
