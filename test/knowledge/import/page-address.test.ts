import { expect, it } from 'vitest';
import { toPageAddress } from '../../../src/knowledge/import/page-address.ts';

const LONG =
  'http://mp.weixin.qq.com/s?__biz=MzA%3D%3D&mid=265&idx=1&sn=0a1b&chksm=ff&scene=21&sessionid=7#wechat_redirect';

it.each([
  ['https://shop.example.com', 'https://shop.example.com/'],
  [' HTTPS://Shop.Example.com/a?b=1#part ', 'https://shop.example.com/a?b=1'],
  [LONG, 'https://mp.weixin.qq.com/s?__biz=MzA%3D%3D&mid=265&idx=1&sn=0a1b'],
  ['http://mp.weixin.qq.com/s/aBc_1?from=timeline', 'https://mp.weixin.qq.com/s/aBc_1'],
  ['https://mp.weixin.qq.com/s?t=1', 'https://mp.weixin.qq.com/s?t=1'],
  ['https://user:secret@shop.example.com/', undefined],
  ['returns.md', undefined],
  ['ftp://shop.example.com/', undefined],
])('the page %s is known as %s', (written, address) => {
  expect(toPageAddress(written)).toBe(address);
});
