import { expect, it } from 'vitest';
import { continueText } from '../../src/answering/continue-text.ts';

it.each([
  ['all of it before anything is out', '', '一二三'],
  ['the rest', '一二', '三'],
  ['nothing when all of it is out', '一二三', ''],
  ['nothing when the text is another one by now', '四', ''],
  ['nothing when more is out than there is', '一二三四', ''],
])('a text goes on with %s', (_what, released, rest) => {
  expect(continueText('一二三', released)).toBe(rest);
});
