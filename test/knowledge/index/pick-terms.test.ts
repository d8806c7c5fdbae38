import { expect, it } from 'vitest';
import { firstCharactersOf, pickTerms } from '../../../src/knowledge/index/pick-terms.ts';

it.each([
  ['', [], 0],
  ['退款', ['退款'], 1],
  ['退款 款要 退货 parcel 货', ['退款', '退货', 'parcel'], 5],
])('picks the terms that begin as those looked for, and counts all: %s', (text, terms, count) => {
  expect(pickTerms(text, firstCharactersOf(['退换', 'paid']))).toEqual({ terms, count });
});
