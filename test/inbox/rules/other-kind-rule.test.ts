import { expect, it } from 'vitest';
import { createOtherKindRule } from '../../../src/inbox/rules/other-kind-rule.ts';
import { zh } from '../../../src/inbox/texts/zh.ts';
import { ofKind, text } from '../../support/inbound-messages.ts';
import { nothing, nothingOwed, reply } from './planning.ts';

const rule = createOtherKindRule({ texts: zh });

it.each([
  ['a mini-program card', 'miniprogrampage'],
  ['an unknown kind', 'x'],
])('%s gets a sentence', (_what, msgType) => {
  expect(rule.apply(ofKind(msgType), nothingOwed)).toEqual(reply(zh.otherKind));
});

it.each(['device_text', 'hardware'])('a message of a device gets nothing: %s', (msgType) => {
  expect(rule.apply(ofKind(msgType), nothingOwed)).toEqual(nothing);
});

it('concerns no text', () => {
  expect(rule.apply(text('x'), nothingOwed)).toBeUndefined();
});
