import { expect, it } from 'vitest';
import { createQuestionRule } from '../../../src/inbox/rules/question-rule.ts';
import { zh } from '../../../src/inbox/texts/zh.ts';
import { click, image, text } from '../../support/inbound-messages.ts';
import {
  nothingOwed,
  planLimitedQuestion,
  planQuestion,
  question,
  reply,
  used,
} from './planning.ts';

const rule = createQuestionRule({ planQuestion });

it.each([
  ['a question', '天气怎么样', '天气怎么样'],
  ['a question with white space around it', '  天气 \n', '天气'],
  ['a question with a joiner in it', '👩‍👩‍👧 是什么', '👩‍👩‍👧 是什么'],
  ['a text of the greatest length', '长'.repeat(10_000), '长'.repeat(10_000)],
  ['a longest text with white space', ` ${'长'.repeat(10_000)} `, '长'.repeat(10_000)],
])('%s is asked', (_what, content, asked) => {
  expect(rule.apply(text(content), nothingOwed)).toEqual(question(asked));
});

it.each([10_001, 100_000])('a text of %d characters is refused', (length) => {
  expect(rule.apply(text('长'.repeat(length)), nothingOwed)).toEqual(reply(zh.questionTooLong));
});

it('is held to the limits of the follower', () => {
  const limited = createQuestionRule({ planQuestion: planLimitedQuestion });
  const plan = limited.apply(text('天气'), { ...nothingOwed, used });
  expect(plan).toEqual(reply(zh.tooFast(23)));
});

it.each([image(), click('天气')])('concerns nothing else, case %#', (inbound) => {
  expect(rule.apply(inbound, nothingOwed)).toBeUndefined();
});
