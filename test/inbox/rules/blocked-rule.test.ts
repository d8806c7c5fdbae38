import { expect, it } from 'vitest';
import { createBlockedRule } from '../../../src/inbox/rules/blocked-rule.ts';
import { zh } from '../../../src/inbox/texts/zh.ts';
import { click, event, image, text, voice } from '../../support/inbound-messages.ts';
import { nothing, nothingOwed, reply } from './planning.ts';

const rule = createBlockedRule({ texts: zh, forgetsOnUnsubscribe: true });
const blocked = { ...nothingOwed, isBlocked: true } as const;

it.each([
  text('你好'),
  text('帮助'),
  voice('你好'),
  image(),
  click('帮助'),
  event({ event: 'subscribe' }),
])('a blocked follower gets nothing, and what is owed is dropped, case %#', (inbound) => {
  expect(rule.apply(inbound, blocked)).toEqual({ ...nothing, drop: true });
});

it('a blocked follower may leave', () => {
  expect(rule.apply(event({ event: 'unsubscribe' }), blocked)).toMatchObject({ forget: true });
});

it('a blocked follower may have their data deleted', () => {
  expect(rule.apply(text('删除我的数据'), blocked)).toMatchObject(reply(zh.confirmForgetting));
  expect(rule.apply(text('确认删除'), blocked)).toMatchObject({
    ...reply(zh.forgotten),
    forget: true,
  });
});

it('concerns no other follower', () => {
  expect(rule.apply(text('你好'), nothingOwed)).toBeUndefined();
});
