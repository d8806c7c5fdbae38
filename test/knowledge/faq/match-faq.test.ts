import { describe, expect, it } from 'vitest';
import { createMatchFaq, readWordings } from '../../../src/knowledge/faq/match-faq.ts';
import { readRows } from './read-rows.ts';

const SETS = [
  { name: 'shop and clinic', entries: '../eval/faq.csv', prefix: '../eval/faq' },
  { name: 'hotel and subscription', entries: './own-faq.csv', prefix: './own' },
];

const entryOf = (question: string, answer: string, variants: readonly string[] = []) => ({
  ...{ document: 'faq.csv', question, variants, answer },
});
const matching = (...entries: readonly ReturnType<typeof entryOf>[]) =>
  createMatchFaq(entries.flatMap((entry) => readWordings({ rank: 0, entry })));

describe.each(SETS)('the sheets of $name', ({ entries, prefix }) => {
  const rows = (file: string) => readRows(new URL(file, import.meta.url));
  const match = matching(
    ...rows(entries).map(([question = '', variants = '', answer = '']) =>
      entryOf(question, answer, variants.split('|')),
    ),
  );

  it('answer what asks exactly an entry', () => {
    const asked = rows(`${prefix}-asked.csv`);
    const missed = asked.filter(([question = '', entry]) => match(question)?.question !== entry);
    expect(missed.length).toBeLessThanOrEqual(Math.floor(asked.length * 0.06));
  });

  it('answer no question that asks something else', () => {
    const nearMisses = rows(`${prefix}-near-misses.csv`);
    expect(nearMisses).toHaveLength(60);
    expect(nearMisses.filter(([question = '']) => match(question))).toEqual([]);
  });

  it('answer the question and each wording of every entry', () => {
    for (const [question = '', variants = '', answer] of rows(entries))
      for (const wording of [question, ...variants.split('|').filter((one) => one !== '')])
        expect(match(wording)?.answer, wording).toBe(answer);
  });
});

it('a variant leads to its entry', () => {
  const match = matching(entryOf('怎么退款', '点退款。', ['钱怎么退回来']));
  expect(match('请问钱怎么退回来呀')?.question).toBe('怎么退款');
});

it('of two entries that ask the same, the one in the words of the question answers', () => {
  const match = matching(entryOf('怎么退款', 'one'), entryOf('如何退款', 'another'));
  expect(match('如何退款？')?.answer).toBe('another');
});

it('nothing answers when two entries that ask the same have different answers', () => {
  const match = matching(entryOf('怎么退款', 'one'), entryOf('如何退款', 'another'));
  expect(match('怎样退款')).toBeUndefined();
  expect(matching(entryOf('退款', 'one'), entryOf('退款', 'another'))('退款')).toBeUndefined();
});

it('two entries that ask the same and answer the same are one', () => {
  const match = matching(entryOf('怎么退款', 'same'), entryOf('如何退款', 'same'));
  expect(match('怎样退款')?.answer).toBe('same');
});

it('an entry of a lower rank takes precedence, in whatever words it is asked', () => {
  const match = createMatchFaq([
    ...readWordings({ rank: 1, entry: entryOf('怎么退款', 'old') }),
    ...readWordings({ rank: 0, entry: entryOf('如何退款', 'corrected') }),
  ]);
  expect(match('怎么退款')?.answer).toBe('corrected');
});

it('a question without a word of its own is answered only as it is written', () => {
  const match = matching(entryOf('怎么办', 'Tell us more.'));
  expect(match('怎么办？')?.answer).toBe('Tell us more.');
  expect(match('咋办')).toBeUndefined();
  expect(match('')).toBeUndefined();
  expect(match('？？😊')).toBeUndefined();
});

it('a question of any length and of any signs is taken', () => {
  const match = matching(entryOf('怎么退款', 'yes'));
  for (const hostile of [
    '不没',
    '，',
    '如何',
    'how much does ',
    '一十百千万',
    '用来',
    '\0',
    '\ud800',
    '用在。',
  ])
    for (const length of [3, 399, 1_999, 10_000])
      expect(match(hostile.repeat(length).slice(0, length))).toBeUndefined();
});
