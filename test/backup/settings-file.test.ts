import { expect, it } from 'vitest';
import { parse } from 'dotenv';
import { writeSettings } from '../../src/backup/settings-file.ts';

it.each([
  ['a word', 'deepseek/deepseek-v4-flash'],
  ['an address with a query', 'https://example.com/a?b=c#d'],
  ['Chinese with spaces and #', '你好 # 我是小助手'],
  ['apostrophes', "I'm here"],
  ['every kind of double mark', `"it" isn't`],
  ['line breaks', '第一行\n第二行'],
  ['a dollar and a backslash', 'a$b\\c'],
  ['nothing', ''],
])('writes %s so that it is read back', (_, value) => {
  expect(parse(writeSettings([{ name: 'NAME', value }]))).toEqual({ NAME: value });
});
