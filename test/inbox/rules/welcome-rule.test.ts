import { expect, it } from 'vitest';
import { createWelcomeRule } from '../../../src/inbox/rules/welcome-rule.ts';
import { event, text } from '../../support/inbound-messages.ts';
import { nothing, nothingOwed, reply } from './planning.ts';

const rule = createWelcomeRule({ texts: { welcome: '欢迎' } });

it('welcomes a new follower, with a scene or without', () => {
  expect(rule.apply(event({ event: 'subscribe' }), nothingOwed)).toEqual(reply('欢迎'));
  const scanned = event({ event: 'subscribe', scene: '7', ticket: 't' });
  expect(rule.apply(scanned, nothingOwed)).toEqual(reply('欢迎'));
});

it('says nothing where the welcome is empty', () => {
  const silent = createWelcomeRule({ texts: { welcome: '' } });
  expect(silent.apply(event({ event: 'subscribe' }), nothingOwed)).toEqual(nothing);
});

it.each([event({ event: 'unsubscribe' }), text('你好')])(
  'concerns nothing else, case %#',
  (inbound) => {
    expect(rule.apply(inbound, nothingOwed)).toBeUndefined();
  },
);
