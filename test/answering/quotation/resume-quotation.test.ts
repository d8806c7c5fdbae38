import { expect, it } from 'vitest';
import { resumeQuotation } from '../../../src/answering/quotation/resume-quotation.ts';

const whole = '**退款** 七天内可以。\n\n- 联系客服\n- 写明 `订单号`\n\n——摘自《规则》';

it.each([
  ['all of it when nothing was shown', '', whole],
  [
    'what follows the rendered text',
    '退款 七天内可以。',
    '\n\n- 联系客服\n- 写明 `订单号`\n\n——摘自《规则》',
  ],
  [
    'what follows a rendered list',
    '退款 七天内可以。\n\n• 联系客服\n• 写明 订单号',
    '\n\n——摘自《规则》',
  ],
  [
    'nothing when all was shown',
    '退款 七天内可以。\n· 联系客服\n· 写明 订单号\n——摘自《规则》',
    '',
  ],
  ['undefined for another text', '退款 十天内可以。', undefined],
  ['undefined for a longer text', `${whole}还有`, undefined],
])('gives %s', (_what, shown, rest) => {
  expect(resumeQuotation(whole, shown)).toBe(rest);
});
