import { expect, it } from 'vitest';
import { createLinkRule } from '../../../src/inbox/rules/link-rule.ts';
import { zh } from '../../../src/inbox/texts/zh.ts';
import { link, text } from '../../support/inbound-messages.ts';
import { nothingOwed, planQuestion, question, reply } from './planning.ts';

const rule = createLinkRule({ texts: zh, planQuestion });

it('asks about a page with what its card says', () => {
  const words = '我分享了一个链接：\n标题\nhttps://example.org/?a=1&b=2';
  expect(rule.apply(link(), nothingOwed)).toEqual(question(words));
});

it('is as long as a question may be, or is refused', () => {
  expect(rule.apply(link('长'.repeat(80_000)), nothingOwed)).toEqual(reply(zh.questionTooLong));
});

it('concerns no text', () => {
  expect(rule.apply(text('https://example.org'), nothingOwed)).toBeUndefined();
});
