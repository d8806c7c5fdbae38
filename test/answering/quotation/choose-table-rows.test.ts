import { describe, expect, it } from 'vitest';
import { chooseTableRows } from '../../../src/answering/quotation/choose-table-rows.ts';

const table = (header: string, rows: readonly string[]) =>
  [`| ${header} |`, '| --- | --- |', ...rows.map((row) => `| ${row} |`)].join('\n');
const teas = table('品名 | 价格', [
  '西湖龙井 50 克 | 98 元',
  '西湖龙井 100 克 | 188 元',
  '大佛龙井 100 克 | 88 元',
  '碧螺春 100 克 | 128 元',
  '大红袍 50 克 | 168 元',
  '普洱 357 克 | 268 元',
  '白毫银针 50 克 | 158 元',
]);
const rooms = table('Room | Price', [
  'Single room | 80 euros',
  'Double room | 120 euros',
  'Family room | 160 euros',
  'Garden suite | 200 euros',
  'Royal suite | 400 euros',
  'Dormitory bed | 30 euros',
]);

const rowsOf = (body: string) =>
  body
    .split('\n')
    .slice(2)
    .map((row) => row.replace(/^\| | \|.*$/g, ''));

describe('of a long table', () => {
  it.each<[string, string, readonly string[]]>([
    [teas, '西湖龙井多少钱', ['西湖龙井 50 克', '西湖龙井 100 克']],
    [teas, '碧螺春和普洱哪个贵', ['碧螺春 100 克', '普洱 357 克']],
    [rooms, 'How much is a double room?', ['Double room']],
    [rooms, 'price of the royal suite', ['Royal suite']],
  ])('the rows that speak about the question are chosen (%#)', (body, question, expected) => {
    const chosen = chooseTableRows(body, question);
    expect(chosen.isPart).toBe(true);
    expect(rowsOf(chosen.body)).toEqual(expected);
  });

  it.each([
    [teas, '有哪些茶'],
    [teas, '价格表'],
    [rooms, 'what do you have'],
    [rooms, 'how many euros'],
  ])('all rows stay where none stands out (%#)', (body, question) => {
    expect(chooseTableRows(body, question)).toEqual({ body, isPart: false });
  });

  it('the lines around it stay', () => {
    const body = `价目如下。\n\n${teas}\n\n以上含税。`;
    const chosen = chooseTableRows(body, '大红袍的价格').body;
    expect(chosen).toMatch(
      /^价目如下。\n\n\| 品名 \| 价格 \|\n\| --- \| --- \|\n\| 大红袍.*\|\n\n以上含税。$/,
    );
  });
});

it.each([
  ['a short table', table('品名 | 价格', ['茶 | 1 元', '咖啡 | 2 元'])],
  ['a text', '西湖龙井很香。\n| 不是表'],
  ['a table within much text', `${'西湖龙井很香。\n'.repeat(20)}${teas}`],
])('%s stays as it is', (_what, body) => {
  expect(chooseTableRows(body, '西湖龙井多少钱')).toEqual({ body, isPart: false });
});
