import { describe, expect, it } from 'vitest';
import { LIKE_CORRECTIONS, LIKE_QUESTIONS } from '../../src/learning/fingerprint.ts';
import { groupAlike } from '../../src/learning/group-alike.ts';
import { guardOf } from '../../src/learning/guards.ts';
import { readAnswer, readQuestion } from '../../src/learning/read-text.ts';

const group = (...texts: string[]) => groupAlike(texts, readQuestion, LIKE_QUESTIONS);
const areTogether = (one: string, other: string) => group(one, other).length === 1;
const sayTheSame = (one: string, other: string) =>
  groupAlike([one, other], readAnswer, LIKE_CORRECTIONS).length === 1;

describe('texts that say the same', () => {
  it.each([
    ['多久发货', '请问什么时候发货？'],
    ['怎么退货', '退货怎么办'],
    ['运费多少钱', '运费是多少'],
    ['How do I return a jacket?', 'how can i return jackets'],
    ['怎么办', '怎么办？'],
    ['？？', '？？'],
  ])('%s / %s', (one, other) => expect(areTogether(one, other)).toBe(true));
});

describe('texts that do not say the same', () => {
  it.each([
    ['怎么退货', '怎么换货'],
    ['怎么退货', '什么时候退货'],
    ['运费多少', '运费谁出'],
    ['怎么退货', '能退货吗'],
    ['满99元包邮', '满59元包邮'],
    ['7天内可以退货', '15天内可以退货'],
    ['三天内可以退货', '七天内可以退货'],
    ['A7 怎么充电', 'A8 怎么充电'],
    ['周末发货', '周末不发货'],
    ['支持货到付款', '不支持货到付款'],
    ['it can be returned', 'it can not be returned'],
    ['怎么办', '你是谁'],
    ['👍', '？'],
  ])('%s / %s', (one, other) => expect(areTogether(one, other)).toBe(false));
});

describe('answers', () => {
  it.each([
    ['满99元包邮', '满 99 元包邮。'],
    ['三天内发货', '3天内发货'],
    ['一般三天内发货', '3天内发货的'],
    ['99元以上包邮', '满99元包邮'],
    ['orders are shipped within 3 days', 'Orders ship within 3 days.'],
  ])('say the same: %s / %s', (one, other) => expect(sayTheSame(one, other)).toBe(true));

  it.each([
    ['满99元包邮', '满59元包邮'],
    ['周末不发货', '周末发货'],
    ['可以开增值税发票', '可以开普通发票'],
  ])('do not: %s / %s', (one, other) => expect(sayTheSame(one, other)).toBe(false));
});

it('whether something is asked by an either-or question denies nothing', () => {
  expect(guardOf('能不能退货')).toBe(guardOf('可以退货吗'));
  expect(guardOf('有没有发票')).toBe(guardOf('有发票吗'));
  expect(guardOf('没有发票')).not.toBe(guardOf('有发票'));
});

it('Chinese numbers with a unit are those in digits', () => {
  expect(guardOf('十五天')).toBe(guardOf('15天'));
  expect(guardOf('一百二十元')).toBe(guardOf('120元'));
  expect(guardOf('两万元')).toBe(guardOf('20000元'));
});

it('the same items make the same groups, and each item stands in one', () => {
  const texts = Array.from(
    { length: 300 },
    (_, n) => `${'甲乙丙丁戊己庚辛'[n % 8]}产品${n % 30}的保修期`,
  );
  const once = group(...texts);
  expect(group(...texts)).toEqual(once);
  expect(once.flat().sort()).toEqual([...texts].sort());
});
