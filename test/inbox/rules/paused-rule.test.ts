import { expect, it } from 'vitest';
import { createPausedRule } from '../../../src/inbox/rules/paused-rule.ts';
import { click, event, silentEvents, text } from '../../support/inbound-messages.ts';
import { nothing, nothingOwed, reply } from './planning.ts';

const paused = '暂停服务';

it.each([text('你好'), text('继续'), click('k'), event({ event: 'subscribe' })])(
  'while the account is paused a follower reads its sentence, case %#',
  (inbound) => {
    const rule = createPausedRule({ texts: { paused } });
    expect(rule.apply(inbound, nothingOwed)).toEqual(reply(paused));
  },
);

it.each(silentEvents)(
  'an event that is no question is answered with nothing, case %#',
  (inbound) => {
    const rule = createPausedRule({ texts: { paused } });
    expect(rule.apply(inbound, nothingOwed)).toEqual(nothing);
  },
);

it('an empty sentence answers nothing at all', () => {
  const rule = createPausedRule({ texts: { paused: '' } });
  expect(rule.apply(text('你好'), nothingOwed)).toEqual(nothing);
});
