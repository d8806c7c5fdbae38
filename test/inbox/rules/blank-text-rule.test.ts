import { expect, it } from 'vitest';
import { blankTextRule } from '../../../src/inbox/rules/blank-text-rule.ts';
import { image, text } from '../../support/inbound-messages.ts';
import { nothing, nothingOwed } from './planning.ts';

it.each([
  ['white space alone', ' \n\t'],
  ['an empty text', ''],
  ['zero-width characters alone', '\u200b\u200b'],
  ['marks of direction alone', '\u202e \u2066\u2069'],
  ['a filler and a soft hyphen', '\u3164\u00ad\u2800\ufe0f'],
])('%s is answered with nothing', (_what, content) => {
  expect(blankTextRule.apply(text(content), nothingOwed)).toEqual(nothing);
});

it.each([text('👩‍👩‍👧 是什么'), text('。'), image()])(
  'concerns nothing that a reader sees, case %#',
  (inbound) => {
    expect(blankTextRule.apply(inbound, nothingOwed)).toBeUndefined();
  },
);
