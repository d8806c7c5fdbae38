import { expect, it } from 'vitest';
import { toTypedAddress } from '../../../src/knowledge/import/read-address.ts';

it.each([
  ['https://shop.example.com/a', 'https://shop.example.com/a'],
  [' shop.example.com ', 'https://shop.example.com/'],
  ['shop.example.com:8443/退货?x=1', 'https://shop.example.com:8443/%E9%80%80%E8%B4%A7?x=1'],
])('%s is read as %s', (typed, address) => {
  expect(toTypedAddress(typed)).toBe(address);
});

it.each([
  'javascript:alert(1)',
  'ftp://shop.example.com',
  'returns',
  'a b.com',
  'me@example.com',
  '',
])('“%s” is no address that followers can open', (typed) => {
  expect(toTypedAddress(typed)).toBeUndefined();
});
