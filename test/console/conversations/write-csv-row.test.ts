import { expect, it } from 'vitest';
import { writeCsvRow } from '../../../src/console/conversations/write-csv-row.ts';

it.each([
  ['plain words', 'plain words'],
  ['', ''],
  ['a,b', '"a,b"'],
  ['a"b', '"a""b"'],
  ['a\nb', '"a\nb"'],
  ['=1+1', `"'=1+1"`],
  ['+86 1', `"'+86 1"`],
  ['-2', `"'-2"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['\t=1', `"'\t=1"`],
  ['\r=1', `"'\r=1"`],
  [`=HYPERLINK("http://x","y")`, `"'=HYPERLINK(""http://x"",""y"")"`],
  ['＝1+1', `"'＝1+1"`],
  ['＠SUM(A1)', `"'＠SUM(A1)"`],
  ['\n=1', `"'\n=1"`],
  ['  =1', `"'  =1"`],
  ['\ufeff=1', `"'\ufeff=1"`],
  [' plain', ' plain'],
  ['1=1', '1=1'],
])('writes %j so that no spreadsheet runs it', (cell, written) => {
  expect(writeCsvRow([cell])).toBe(`${written}\r\n`);
});

it('writes numbers as they are, and nothing where there is nothing', () => {
  expect(writeCsvRow(['a', 12, -3, undefined, 'b'])).toBe('a,12,-3,,b\r\n');
});
