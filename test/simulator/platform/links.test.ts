import { expect, it } from 'vitest';
import { findLinks, replaceLinks } from '../../../src/simulator/platform/links.ts';

const more = '<a href="weixin://bizmsgmenu?msgmenucontent=继续&msgmenuid=1">看下文</a>';

it.each([
  [more, [{ label: '看下文', sends: '继续', menuId: '1' }]],
  [
    "<a href='https://example.org/?a=1'>page</a>",
    [{ label: 'page', href: 'https://example.org/?a=1' }],
  ],
  // Without an id the client does nothing with it.
  ['<a href="weixin://bizmsgmenu?msgmenucontent=继续">x</a>', [{ label: 'x' }]],
  [
    '<a href="https://e.org" data-miniprogram-appid="wx0">m</a>',
    [{ label: 'm', href: 'https://e.org' }],
  ],
  ['a < b, <b>no link</b>', []],
])('finds the links of %s', (text, links) => {
  expect(findLinks(text)).toMatchObject(links);
  expect(findLinks(text)).toHaveLength(links.length);
});

it('decodes nothing, as clients differ', () => {
  const [link] = findLinks(more.replace('=继续', '=%E7%BB%A7'));
  expect(link?.sends).toBe('%E7%BB%A7');
});

it('replaces links in order', () => {
  expect(replaceLinks(`a ${more} b ${more}`, ({ label }, index) => `[${index}] ${label}`)).toBe(
    'a [0] 看下文 b [1] 看下文',
  );
});
