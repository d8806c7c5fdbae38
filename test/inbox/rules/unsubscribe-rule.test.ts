import { expect, it } from 'vitest';
import { createUnsubscribeRule } from '../../../src/inbox/rules/unsubscribe-rule.ts';
import { event, text } from '../../support/inbound-messages.ts';
import { nothing, nothingOwed } from './planning.ts';

it.each([true, false])(
  'a follower who leaves: what is owed is dropped; what is stored is deleted as set: %s',
  (forgetsOnUnsubscribe) => {
    const rule = createUnsubscribeRule({ forgetsOnUnsubscribe });
    const plan = { ...nothing, drop: true, forget: forgetsOnUnsubscribe };
    expect(rule.apply(event({ event: 'unsubscribe' }), nothingOwed)).toEqual(plan);
  },
);

it.each([event({ event: 'subscribe' }), text('再见')])(
  'concerns nothing else, case %#',
  (inbound) => {
    const rule = createUnsubscribeRule({ forgetsOnUnsubscribe: true });
    expect(rule.apply(inbound, nothingOwed)).toBeUndefined();
  },
);
