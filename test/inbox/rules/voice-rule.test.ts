import { expect, it } from 'vitest';
import { createVoiceRule } from '../../../src/inbox/rules/voice-rule.ts';
import { zh } from '../../../src/inbox/texts/zh.ts';
import { text, voice } from '../../support/inbound-messages.ts';
import { nothingOwed, planQuestion, question, reply } from './planning.ts';

const rule = createVoiceRule({ texts: zh, planQuestion });

it('asks what was said', () => {
  expect(rule.apply(voice('今天星期几'), nothingOwed)).toEqual(question('今天星期几'));
});

it('tells a follower whose words WeChat does not recognise', () => {
  expect(rule.apply(voice(), nothingOwed)).toEqual(reply(zh.voice));
});

it.each(['。', '，。', '…', ' ', '\u200b'])(
  'speech without a word, %j, is not asked',
  (recognition) => {
    expect(rule.apply(voice(recognition), nothingOwed)).toEqual(reply(zh.voice));
  },
);

it('is as long as a question may be, or is refused', () => {
  expect(rule.apply(voice('长'.repeat(10_001)), nothingOwed)).toEqual(reply(zh.questionTooLong));
});

it('concerns no text', () => {
  expect(rule.apply(text('今天星期几'), nothingOwed)).toBeUndefined();
});
