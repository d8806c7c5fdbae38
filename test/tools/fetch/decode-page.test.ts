import { describe, expect, it } from 'vitest';
import { decodePage } from '../../../src/tools/fetch/decode-page.ts';

/** 退货 in GB18030, and in UTF-8. */
const GB = Buffer.from([0xcd, 0xcb, 0xbb, 0xf5]);
const UTF8 = Buffer.from('退货');
const join = (...parts: (string | Buffer)[]) =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)),
  );

describe('decodePage', () => {
  it.each([
    ['the header', GB, 'text/html; charset=gb18030'],
    ['the header with a name of its part', GB, 'text/html; charset="GB2312"'],
    ['a meta tag', join('<meta charset=gbk>', GB), 'text/html'],
    [
      'an old meta tag',
      join('<meta http-equiv="Content-Type" content="text/html; charset=gb2312">', GB),
      '',
    ],
    ['the declaration of XML', join('<?xml version="1.0" encoding="GB18030"?>', GB), 'text/xml'],
    ['a guess', GB, 'text/html'],
    ['a guess, where the name is unknown', GB, 'text/html; charset=x-none'],
    ['a guess, where it says UTF-8 and is not', GB, 'text/html; charset=utf-8'],
    [
      'the header before the meta tag',
      join('<meta charset=gbk>', UTF8),
      'text/html; charset=utf-8',
    ],
    [
      'the mark before everything',
      join(Buffer.from([0xef, 0xbb, 0xbf]), UTF8),
      'text/html; charset=gbk',
    ],
    ['the mark of UTF-16', Buffer.from('\ufeff退货', 'utf16le'), 'text/html'],
    ['another encoding', Buffer.from([0xb0, 0x68, 0xb3, 0x66]), 'text/html; charset=big5'],
  ])('reads a page by %s', (_by, bytes, contentType) => {
    expect(decodePage(bytes, contentType)).toMatch(/退货|退貨/);
  });

  it('reads characters of GB18030 that GB2312 lacks, whatever name the page has for it', () => {
    const euro = Buffer.from([0x81, 0x39, 0xef, 0x30]);
    expect(decodePage(euro, 'text/html; charset=gb2312')).toBe(
      new TextDecoder('gb18030').decode(euro),
    );
  });
});
