import { expect, it } from 'vitest';
import { plainExcerpt } from '../../../src/web/console/pages/conversations/plain-excerpt.ts';

it.each([
  ['包邮。', '包邮。'],
  [
    '哪里不好？ <a href="weixin://bizmsgmenu?msgmenucontent=1&msgmenuid=1">不准确</a> · 别的',
    '哪里不好？ 不准确 · 别的',
  ],
  ['哪里不好？ <a href="weixin://bizmsg', '哪里不好？ …'],
  ['哪里不好？ <a href="weixin://x">不准', '哪里不好？ …'],
  ['3 < 5，<b>', '3 < 5，<b>'],
])('an excerpt of %j reads %j', (answer, read) => {
  expect(plainExcerpt(answer)).toBe(read);
});
