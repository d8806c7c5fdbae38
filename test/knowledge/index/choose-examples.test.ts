import { expect, it } from 'vitest';
import { chooseExamples } from '../../../src/knowledge/index/choose-examples.ts';

const documents = [
  { title: '价目表', headings: [] },
  { title: '会员制度', headings: ['等级', '怎么升级会员？'] },
  { title: '公司介绍', headings: ['我们的故事与历史'] },
  { title: '售后', headings: ['退款'] },
];

it.each<[string, readonly string[], number, readonly string[]]>([
  [
    'questions of the FAQ',
    ['海南包邮吗？', '几点关门？'],
    3,
    ['海南包邮吗？', '几点关门？', '怎么升级会员？'],
  ],
  ['headings that ask', [], 1, ['怎么升级会员？']],
  [
    'other headings, short ones with the title',
    [],
    3,
    ['怎么升级会员？', '我们的故事与历史', '售后：退款'],
  ],
  ['titles last', [], 9, ['怎么升级会员？', '我们的故事与历史', '售后：退款', '价目表']],
])('examples are %s', (_what, faq, limit, expected) => {
  expect(chooseExamples({ faq, documents }, { language: 'zh', limit })).toEqual(expected);
});

it('each example is offered once', () => {
  const same = { faq: ['几点关门？'], documents: [{ title: 'a', headings: ['几点关门'] }] };
  expect(chooseExamples(same, { language: 'zh', limit: 4 })).toHaveLength(1);
});
