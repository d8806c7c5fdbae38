import { expect, it } from 'vitest';
import { answerLinksKind } from '../../src/config/answer-links-kind.ts';

it.each([
  ['重新生成,新对话', ['重新生成', '新对话']],
  ['重新生成， 帮助', ['重新生成', '帮助']],
  ['regenerate, export my data', ['regenerate', 'export my data']],
  ['我的用量', ['我的用量']],
  ['off', []],
  ['关', []],
])('ANSWER_LINKS=%s names commands', (written, value) => {
  expect(answerLinksKind.parse(written, 'ANSWER_LINKS')).toEqual({ value });
});

it.each(['天气', '重新生成,,新对话', '确认删除', '记住：我', '新对话,重新'])(
  'ANSWER_LINKS=%s is refused',
  (written) => {
    expect(answerLinksKind.parse(written, 'ANSWER_LINKS')).toHaveProperty('problem');
  },
);
