import { expect, it } from 'vitest';
import { zh } from '../../src/inbox/texts/zh.ts';
import {
  nothingOwed,
  owed,
  planLimitedQuestion,
  planQuestion,
  question,
  reply,
  used,
} from './rules/planning.ts';

const refused = reply(zh.tooFast(23));

it.each([10_000, 9999, 1])('%d characters may be asked', (length) => {
  expect(planQuestion('长'.repeat(length), nothingOwed)).toEqual(question('长'.repeat(length)));
});

it.each([10_001, 100_000])('%d characters are refused', (length) => {
  expect(planQuestion('长'.repeat(length), nothingOwed)).toEqual(reply(zh.questionTooLong));
});

it('a limit refuses a question with the time from which it goes on', () => {
  expect(planLimitedQuestion('天气', { ...nothingOwed, used })).toEqual(refused);
});

it('a limit leaves a question alone that becomes part of one that was counted', () => {
  const facts = { ...nothingOwed, isOwed: true, collecting: { text: '你好', messages: 1 }, used };
  expect(planLimitedQuestion('还有', facts)).toEqual({ ...question('还有'), joins: true });
});

it.each([
  ['in length', { text: '长'.repeat(9998), messages: 2 }],
  ['in messages', { text: '短', messages: 20 }],
])(
  'a question of several messages is bounded %s; what does not fit counts for itself',
  (_in, collecting) => {
    expect(planQuestion('还有', { ...owed, collecting })).toEqual(question('还有'));
    expect(planLimitedQuestion('还有', { ...owed, collecting, used })).toEqual(refused);
  },
);

it('a limit leaves a follower alone of whom nothing is counted', () => {
  expect(planLimitedQuestion('天气', nothingOwed)).toEqual(question('天气'));
});
