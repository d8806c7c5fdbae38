import { expect, it } from 'vitest';
import { wordOffer } from '../../../src/answering/quotation/word-offer.ts';

it.each([
  ['会员制度', '等级', '等级', '会员制度：等级'],
  ['会员制度', '怎么升级会员', '怎么升级会员', '怎么升级会员'],
  ['门店', '营业 › 周末', '周末', '门店：营业 › 周末'],
  ['北京门店', '怎么停车最方便', '北京门店 怎么停车最方便', '北京门店：怎么停车最方便'],
  ['notes', '', 'notes', 'notes'],
  ['Membership', 'Levels', 'Levels', 'Membership：Levels'],
  ['Membership', 'How to upgrade', 'How to upgrade', 'How to upgrade'],
])(
  '%s with the heading %s is offered under a name that says what it is',
  (title, heading, asks, said) => {
    expect(wordOffer({ title, heading, asks }, '：')).toBe(said);
  },
);
