import { expect, it } from 'vitest';
import { parse } from 'dotenv';
import { writeSettings } from '../../src/backup/settings-file.ts';
import { splitEnvEntries, valuesOf } from '../../src/config/env-entries.ts';

const AFTER = { name: 'AFTER', value: "it's # x" };

it.each([
  ['a word', 'deepseek/deepseek-v4-flash'],
  ['an address with a query', 'https://example.com/a?b=c#d'],
  ['Chinese with spaces and #', '你好 # 我是小助手'],
  ['apostrophes', "I'm here"],
  ['every kind of double mark', `"it" isn't`],
  ['all three quotation marks', 'a\'b"c`d'],
  ['line breaks', '第一行\n第二行'],
  ['the line breaks of Unicode', 'a\u2028B=c'],
  ['a dollar and a backslash', 'a$b\\c'],
  ['a backslash at its end', 'C:\\data\\'],
  ['nothing', ''],
])('writes %s so that dotenv and the start read it back', (_, value) => {
  const text = writeSettings([{ name: 'NAME', value }, AFTER]);
  expect(parse(text)).toEqual({ NAME: value, AFTER: AFTER.value });
  expect(valuesOf(splitEnvEntries(text))).toEqual({ NAME: value, AFTER: AFTER.value });
});

it.each([
  ['all three quotation marks and a line break', 'a\'b"c`d\nB=e'],
  ['all three quotation marks and a #', 'a\'b"c`d # e'],
  ['all three quotation marks and a line break of Unicode', 'a\'b"c`d\u2028\nB=e'],
  ['a mark that opens and a backslash at its end', "'\\"],
  ['a carriage return', 'a\r\nb'],
  ['a line break and a backslash at its end', 'a\nb\\'],
])('writes %s as a comment with its JSON, because no line of a .env can hold it', (_, value) => {
  const text = writeSettings([{ name: 'NAME', value }, AFTER]);
  expect(parse(text)).toEqual({ AFTER: AFTER.value });
  expect(valuesOf(splitEnvEntries(text))).toEqual({ AFTER: AFTER.value });
  const [comment = ''] = text.split('\n');
  expect(comment).toMatch(/^# NAME /);
  expect(JSON.parse(comment.slice(comment.indexOf('JSON: ') + 6))).toBe(value);
});
