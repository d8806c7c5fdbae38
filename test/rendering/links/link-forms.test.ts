import { expect, test } from 'vitest';
import { limitLinks } from '../../../src/rendering/links/limit-links.ts';

const allowed = { hosts: [], domains: [], addresses: [], mark: '（略）' };

test.each(['5.cn', '12306.cn', 'evil.Cn', '#小程序://商城/abc123', '小程序：//商城/abc'])(
  '%s is left out',
  (link) => {
    expect(limitLinks(`请看 ${link} 谢谢`, { allowed })).toBe('请看 （略） 谢谢');
  },
);

test.each([
  ['https://shop.example.com/go?u=https%3A%2F%2Fevil.com%2Fx', false],
  ['https://shop.example.com/go?u=https%253A%252F%252Fevil.com', false],
  ['https://shop.example.com/go?to=evil.com', false],
  ['https://shop.example.com/#//evil.com/a', false],
  ['https://shop.example.com/go?u=https%3A%2F%2Fshop.example.com%2Fx', true],
  ['https://shop.example.com/list?page=2&size=3.5', true],
])('%s may stay: %s', (link, isAllowed) => {
  const domains = ['shop.example.com'];
  const text = limitLinks(`请看 ${link} 谢谢`, { allowed: { ...allowed, domains } });
  expect(text.includes(link)).toBe(isAllowed);
});
