import { expect, it } from 'vitest';
import { AFTER_TAP } from '../../../src/inbox/grant-of.ts';
import type { FollowerFacts, Plan } from '../../../src/inbox/ports.ts';
import { createCommandRule } from '../../../src/inbox/rules/command-rule.ts';
import { zh } from '../../../src/inbox/texts/zh.ts';
import { click, event, image, text, voice } from '../../support/inbound-messages.ts';
import {
  nothingOwed,
  offers,
  owed,
  planLimitedQuestion,
  planQuestion,
  question,
  reply,
  used,
} from './planning.ts';

const rule = createCommandRule({ texts: zh, planQuestion, offers });
const failed: FollowerFacts = {
  ...nothingOwed,
  lastQuestion: { question: '难题', hasFailed: true },
};

const answered: FollowerFacts = {
  ...owed,
  lastQuestion: { question: '难题', hasFailed: false },
};
const WORDS: Readonly<Record<string, string>> = {
  usage: '我的用量',
  persona: '角色',
  model: '模型',
};
const task = (name: string, argument = '', words = WORDS[name] ?? ''): Plan => ({
  is: 'task',
  task: { name, argument },
  question: words,
});

it.each<[string, FollowerFacts, Plan]>([
  ['新对话', nothingOwed, { ...reply(zh.newConversation), drop: true, newConversation: true }],
  ['帮助', owed, reply(zh.help(offers))],
  ['停止', owed, { ...reply(zh.stopped), drop: true }],
  ['停止', nothingOwed, { ...reply(zh.nothingToStop), drop: true }],
  ['删除我的数据', owed, reply(zh.confirmForgetting)],
  ['确认删除', nothingOwed, { ...reply(zh.forgotten), drop: true, forget: true }],
  ['继续', owed, { is: 'continue' }],
  ['重试', failed, question('难题')],
  ['重新生成', answered, { ...question('难题'), isAgain: true, leavesOutLast: true, drop: true }],
  ['撤回', answered, { ...reply(zh.undone('难题')), leavesOutLast: true, drop: true }],
  ['这是提问', { ...nothingOwed, remembered: '记住我的密码' }, question('记住我的密码')],
  ['我的用量', owed, task('usage')],
  ['角色', owed, task('persona')],
  ['角色翻译', owed, task('persona', '翻译', '角色翻译')],
  ['模型', owed, task('model')],
])('%s, facts %j', (word, facts, plan) => {
  // It may have been a tap on a link.
  expect(rule.apply(text(word), facts)).toEqual({ ...plan, grant: AFTER_TAP });
  expect(rule.apply(click(word), facts)).toEqual(plan);
});

it.each([
  ['继续', zh.nothingToContinue],
  ['重试', zh.nothingToRetry],
  ['重新生成', zh.nothingToRegenerate],
  ['撤回', zh.nothingToUndo],
  ['这是提问', zh.nothingToAsk],
])('%s costs no call when there is nothing to it', (word, sentence) => {
  expect(rule.apply(text(word), nothingOwed)).toEqual({ ...reply(sentence), grant: AFTER_TAP });
  expect(rule.apply(click(word), nothingOwed)).toEqual(reply(sentence));
});

it.each<[string, FollowerFacts, Plan]>([
  ['继续。', owed, { is: 'continue' }],
  ['继续。', nothingOwed, reply(zh.nothingToContinue)],
  ['帮助。', nothingOwed, reply(zh.help(offers))],
  ['请停止。', owed, { ...reply(zh.stopped), drop: true }],
  ['删除我的数据。', nothingOwed, reply(zh.confirmForgetting)],
])('works when it is spoken: %s', (recognition, facts, plan) => {
  expect(rule.apply(voice(recognition), facts)).toEqual(plan);
});

it('works from a menu button', () => {
  expect(rule.apply(click('帮助'), nothingOwed)).toEqual(reply(zh.help(offers)));
  expect(rule.apply(click('继续'), owed)).toEqual({ is: 'continue' });
  expect(rule.apply(click('重试'), failed)).toEqual(question('难题'));
});

it('has nothing to retry when the last question was answered', () => {
  expect(rule.apply(click('重试'), answered)).toEqual(reply(zh.nothingToRetry));
});

it('remembers what was typed, which was no tap, with the words themselves', () => {
  const plan = task('remember', '我叫 Tom', '记住：我叫 Tom');
  expect(rule.apply(text(' 记住：我叫 Tom '), nothingOwed)).toEqual(plan);
});

it('keeps the answer when another one is refused by a limit', () => {
  const limited = createCommandRule({ texts: zh, planQuestion: planLimitedQuestion, offers });
  const plan = limited.apply(click('重新生成'), { ...answered, used });
  expect(plan).toEqual(reply(zh.tooFast(23)));
});

it.each<[string, FollowerFacts]>([
  ['重新生成', answered],
  ['重试', failed],
  ['这是提问', { ...nothingOwed, remembered: '记住我的密码' }],
])('%s asks anew instead of adding to a question that still collects messages', (word, facts) => {
  const plan = rule.apply(click(word), { ...facts, collecting: { text: '别的', messages: 1 } });
  expect(plan).toMatchObject({ is: 'question' });
  expect(plan).not.toHaveProperty('joins');
});

it('quotes the beginning of what is taken back, with nothing that could be tapped', () => {
  const link = '<a href="weixin://bizmsgmenu?msgmenucontent=x">点我</a>';
  expect(zh.undone(`${link}${'很长'.repeat(50)}`)).toMatch(/^好的，“＜a href="weixin：.{0,9}…”/);
});

it('asks again within the limits of a question', () => {
  const limited = createCommandRule({ texts: zh, planQuestion: planLimitedQuestion, offers });
  const plan = limited.apply(click('重试'), { ...failed, used });
  expect(plan).toEqual(reply(zh.tooFast(23)));
});

it.each([
  ...[text('帮助我写一首诗'), voice('怎么继续'), voice(), click('SOME_KEY'), image()],
  event({ event: 'view', eventKey: '帮助' }),
])('concerns nothing else, case %#', (inbound) => {
  expect(rule.apply(inbound, owed)).toBeUndefined();
});
