import { expect, it } from 'vitest';
import { AFTER_TAP } from '../../../src/inbox/grant-of.ts';
import type { FollowerFacts, Plan } from '../../../src/inbox/ports.ts';
import { createCommandRule } from '../../../src/inbox/rules/command-rule.ts';
import { zh } from '../../../src/inbox/texts/zh.ts';
import { click, event, image, text, voice } from '../../support/inbound-messages.ts';
import {
  nothingOwed,
  owed,
  planLimitedQuestion,
  planQuestion,
  question,
  reply,
  used,
} from './planning.ts';

const rule = createCommandRule({ texts: zh, planQuestion });
const failed: FollowerFacts = { ...nothingOwed, failedQuestion: '难题' };

it.each<[string, FollowerFacts, Plan]>([
  ['新对话', nothingOwed, { ...reply(zh.newConversation), drop: true, newConversation: true }],
  ['帮助', owed, reply(zh.help)],
  ['停止', owed, { ...reply(zh.stopped), drop: true }],
  ['停止', nothingOwed, { ...reply(zh.nothingToStop), drop: true }],
  ['删除我的数据', owed, reply(zh.confirmForgetting)],
  ['确认删除', nothingOwed, { ...reply(zh.forgotten), drop: true, forget: true }],
  ['继续', owed, { is: 'continue' }],
  ['重试', failed, question('难题')],
])('%s, facts %j', (word, facts, plan) => {
  // It may have been a tap on a link.
  expect(rule.apply(text(word), facts)).toEqual({ ...plan, grant: AFTER_TAP });
  expect(rule.apply(click(word), facts)).toEqual(plan);
});

it.each([
  ['继续', zh.nothingToContinue],
  ['重试', zh.nothingToRetry],
])('%s costs no call when there is nothing to it', (word, sentence) => {
  expect(rule.apply(text(word), nothingOwed)).toEqual({ ...reply(sentence), grant: AFTER_TAP });
  expect(rule.apply(click(word), nothingOwed)).toEqual(reply(sentence));
});

it.each<[string, FollowerFacts, Plan]>([
  ['继续。', owed, { is: 'continue' }],
  ['继续。', nothingOwed, reply(zh.nothingToContinue)],
  ['帮助。', nothingOwed, reply(zh.help)],
  ['请停止。', owed, { ...reply(zh.stopped), drop: true }],
  ['删除我的数据。', nothingOwed, reply(zh.confirmForgetting)],
])('works when it is spoken: %s', (recognition, facts, plan) => {
  expect(rule.apply(voice(recognition), facts)).toEqual(plan);
});

it('works from a menu button', () => {
  expect(rule.apply(click('帮助'), nothingOwed)).toEqual(reply(zh.help));
  expect(rule.apply(click('继续'), owed)).toEqual({ is: 'continue' });
  expect(rule.apply(click('重试'), failed)).toEqual(question('难题'));
});

it('asks again within the limits of a question', () => {
  const limited = createCommandRule({ texts: zh, planQuestion: planLimitedQuestion });
  const plan = limited.apply(click('重试'), { ...failed, used });
  expect(plan).toEqual(reply(zh.tooFast(23)));
});

it.each([
  ...[text('帮助我写一首诗'), voice('怎么继续'), voice(), click('SOME_KEY'), image()],
  event({ event: 'view', eventKey: '帮助' }),
])('concerns nothing else, case %#', (inbound) => {
  expect(rule.apply(inbound, owed)).toBeUndefined();
});
