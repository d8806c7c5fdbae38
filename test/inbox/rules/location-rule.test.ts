import { expect, it } from 'vitest';
import { createLocationRule } from '../../../src/inbox/rules/location-rule.ts';
import { zh } from '../../../src/inbox/texts/zh.ts';
import { event, place, text } from '../../support/inbound-messages.ts';
import { nothingOwed, planQuestion, reply } from './planning.ts';

const rule = createLocationRule({ texts: zh, planQuestion });

it('asks about a place with what the message says of it', () => {
  const plan = rule.apply(place('天河路'), nothingOwed);
  expect(plan).toMatchObject({ is: 'question', question: expect.stringContaining('天河路') });
  expect(plan).toMatchObject({ question: expect.stringContaining('23.1') });
});

it('is as long as a question may be, or is refused', () => {
  expect(rule.apply(place('长'.repeat(10_000)), nothingOwed)).toEqual(reply(zh.questionTooLong));
});

it.each([
  text('天河路'),
  // The position that WeChat reports by itself.
  event({ event: 'location', latitude: 1, longitude: 2, precision: 3 }),
])('concerns nothing else, case %#', (inbound) => {
  expect(rule.apply(inbound, nothingOwed)).toBeUndefined();
});
