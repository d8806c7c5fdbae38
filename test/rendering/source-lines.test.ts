import { expect, it } from 'vitest';
import { sourceLines } from '../../src/rendering/source-lines.ts';

const links = { hosts: ['a.com'], domains: [], addresses: [], mark: '（链接略）' };

it('sources stand a line each in the order of their numbers, with links to what can be opened', () => {
  const sources = [
    { number: 3, title: '规则', heading: '' },
    { number: 1, title: '帮助', heading: '退款 › 生鲜', address: 'https://a.com/x?b=1&c=2' },
    { number: 3, title: '规则', heading: '' },
  ];
  expect(sourceLines(sources, { language: 'zh' })).toBe(
    '[1] <a href="https://a.com/x?b=1&c=2">《帮助》› 退款 › 生鲜</a>\n[3] 《规则》',
  );
  expect(sourceLines(sources.slice(0, 1), { language: 'en' })).toBe('[3] 规则');
});

it('a question with its answer is named once', () => {
  const source = { number: 1, title: '海南包邮吗？', heading: '海南包邮吗？' };
  expect(sourceLines([source], { language: 'zh' })).toBe('[1] 海南包邮吗？');
});

it.each([
  ['javascript:alert(1)', '《t》'],
  ['weixin://x', '《t》'],
  ['https://u:p@a.com/', '《t》'],
  ['https://a.com/"><a href="https://evil.com', '《t》'],
  [`https://a.com/${'x'.repeat(700)}`, '《t》'],
  ["https://a.com/'x", '《t》'],
])('%s is no link', (address, shown) => {
  expect(sourceLines([{ number: 1, title: 't', heading: '', address }], { language: 'zh' })).toBe(
    `[1] ${shown}`,
  );
});

it('a title holds neither markup nor a link to elsewhere', () => {
  const title = '</a><a href="weixin://x">evil.com</a>\n领奖';
  const line = sourceLines([{ number: 1, title, heading: '' }], { language: 'zh', links });
  expect(line).not.toMatch(/<|evil|weixin:|\n/);
});
