import { expect, it } from 'vitest';
import { decodeText } from '../../src/runtime/decode-text.ts';

it.each<[string, number[] | Buffer, string]>([
  ['UTF-8', Buffer.from('退款'), '退款'],
  ['UTF-8 with a mark in front', Buffer.from('\uFEFF退款'), '退款'],
  ['GBK', [0xcd, 0xcb, 0xbf, 0xee], '退款'],
  ['UTF-16 as Windows writes it', Buffer.from('\uFEFF退款', 'utf16le'), '退款'],
  ['nothing', [], ''],
])('reads %s', (_what, bytes, text) => {
  expect(decodeText(Uint8Array.from(bytes))).toBe(text);
});

it('keeps the rest of a text with a broken byte', () => {
  const broken = Buffer.concat([
    Buffer.from('七天内可以退款'),
    Buffer.from([0xff]),
    Buffer.from('。'),
  ]);
  expect(decodeText(broken)).toBe('七天内可以退款\uFFFD。');
});
