import { expect, it } from 'vitest';
import { adviseOnHeader } from '../../../src/knowledge/import/formats/read-faq.ts';

it.each([
  [['标准问题', '相似问法', '答案']],
  [['问题', '相似问法', '答案']],
  [['问题', '回复']],
  [['问法', '答案', '分类']],
  [['Question', 'Reply']],
])('%j is told how a FAQ names its columns', (header) => {
  expect(adviseOnHeader(header)).toEqual({
    en: expect.stringContaining('it looks like a FAQ: name the columns question,variants,answer'),
    zh: expect.stringContaining('请把列名写成 问题,问法,答案'),
  });
});

it.each([
  [['问题', '问法', '答案']],
  [['question', 'answer', 'category']],
  [['商品', '价格', '库存']],
  [['name', 'size', 'address']],
  [[]],
])('%j is taken as it is', (header) => {
  expect(adviseOnHeader(header)).toBeUndefined();
});
