import { expect, it } from 'vitest';
import { findSharedLinks } from '../../../src/answering/links/find-shared-links.ts';
import { zh } from '../../../src/inbox/texts/zh.ts';

const HEAD = zh.linkQuestion({ title: '', description: '', url: '' });
const A = 'https://mp.weixin.qq.com/s/abc-D_';
const B = 'http://example.org/b?x=1&y=2';

it.each<[string, readonly string[], string]>([
  [A, [A], ''],
  [`看看这个：${A}。`, [A], '看看这个： 。'],
  [`总结一下${B}谢谢`, [B], '总结一下 谢谢'],
  ['mp.weixin.qq.com/s/xyz123 讲了什么', ['https://mp.weixin.qq.com/s/xyz123'], '讲了什么'],
  ['mp.weixin.qq.com/s?__biz=Mz&mid=1', ['https://mp.weixin.qq.com/s?__biz=Mz&mid=1'], ''],
  [`${A}，${B}；https://c.org/c`, [A, B], '， ；'],
  [`《${B}》！`, [B], ''],
  [`（${B}）、“${A}”`, [B, A], ''],
  ['https://en.wikipedia.org/wiki/A_(b)', ['https://en.wikipedia.org/wiki/A_(b)'], ''],
  [`${B}\n它说了什么？`, [B], '它说了什么？'],
  [`${B} ${B}`, [B], ''],
  ['HTTPS://Example.org/X', ['HTTPS://Example.org/X'], ''],
])('%s', (question, addresses, words) => {
  const found = findSharedLinks(question, HEAD);
  expect(found?.addresses).toEqual(addresses);
  const hasWords = /[\p{L}\p{N}]/u.test(words);
  expect(found?.words).toBe(hasWords ? words : '');
});

it.each([
  ['标题 https://other.org/in-title', '说明\n第二行', A],
  ['标题', '', A],
  ['', '', A],
])('a card is read at its own address, and asks nothing: %s', (title, description, url) => {
  const question = zh.linkQuestion({ title, description, url });
  expect(findSharedLinks(question, HEAD)).toEqual({ addresses: [A], words: '' });
});

it('a message beside a card is what the follower asks', () => {
  const card = zh.linkQuestion({ title: '标题', description: '说明', url: A });
  const asked = { addresses: [A], words: '适合新手吗？' };
  expect(findSharedLinks(`${card}\n适合新手吗？`, HEAD)).toEqual(asked);
  expect(findSharedLinks(`适合新手吗？\n${card}`, HEAD)).toEqual(asked);
});

it.each([
  '你好',
  '什么是example.com',
  'a@b.com',
  'ftp://example.org/x',
  'javascript:alert(1)',
  'weixin://dl/x',
  `https://example.org/${'x'.repeat(3000)}`,
  HEAD,
])('nothing is read of %s', (question) => {
  expect(findSharedLinks(question, HEAD)).toBeUndefined();
});
