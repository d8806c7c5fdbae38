import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnreadablePushError } from '../../../src/wechat/errors.ts';
import { parseXml } from '../../../src/wechat/push/parse-xml.ts';

async function refusalOf(text: string): Promise<string> {
  const error: unknown = await parseXml(text).then(
    () => 'taken',
    (reason: unknown) => reason,
  );
  if (!(error instanceof UnreadablePushError)) throw new Error(`not refused: ${String(error)}`);
  return error.reason;
}

const billionLaughs = [
  '<!DOCTYPE lolz [<!ENTITY lol "lol">',
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `<!ENTITY lol${n} "${`&lol${n - 1};`.repeat(10)}">`),
  ']><xml><Content>&lol9;</Content></xml>',
].join('');

describe('what is read', () => {
  it.each([
    ['CDATA', '<xml><Content><![CDATA[a<b&c]]></Content></xml>', 'a<b&c'],
    ['the five entities', '<xml><Content>&lt;&gt;&amp;&quot;&apos;</Content></xml>', `<>&"'`],
    ['numeric entities', '<xml><Content>&#20320;&#x597D;</Content></xml>', '你好'],
    [
      'a DOCTYPE that a follower wrote',
      '<xml><Content><![CDATA[<!DOCTYPE x>]]></Content></xml>',
      '<!DOCTYPE x>',
    ],
    ['a tag that a follower wrote', '<xml><Content><![CDATA[</xml>]]></Content></xml>', '</xml>'],
    ['numbers as they stand', '<xml><Content>007</Content></xml>', '007'],
    ['two CDATA sections', '<xml><Content><![CDATA[a]]]]><![CDATA[>b]]></Content></xml>', 'a]]>b'],
    ['an empty element', '<xml><Content></Content></xml>', ''],
    ['an element that closes itself', '<xml><Content/></xml>', ''],
    [
      'a declaration, comments and white space',
      '\uFEFF<?xml version="1.0"?>\n<!-- c -->\n<xml><Content>x</Content></xml>\n<!-- c -->\n',
      'x',
    ],
    ['attributes, which do not matter', `<xml a="1>2" b='"'><Content c="/">x</Content></xml>`, 'x'],
  ])('%s', async (_, text, content) => {
    expect(await parseXml(text)).toEqual({ Content: [content] });
  });

  it('more than 64 KiB of text in one element', async () => {
    const content = '长'.repeat(30_000);
    expect(await parseXml(`<xml><Content><![CDATA[${content}]]></Content></xml>`)).toEqual({
      Content: [content],
    });
  });
});

describe('what is refused', () => {
  it.each([
    ['a DOCTYPE', '<!DOCTYPE xml><xml><a>1</a></xml>'],
    ['a DOCTYPE in small letters', '<?xml version="1.0"?>\n<!doctype xml><xml><a>1</a></xml>'],
    ['a DOCTYPE inside the root', '<xml><!DOCTYPE xml><a>1</a></xml>'],
    ['a DOCTYPE after the root', '<xml><a>1</a></xml><!DOCTYPE xml>'],
    ['a DOCTYPE after a comment', '<!-- --><!DOCTYPE xml [<!ENTITY a "b">]><xml><a>&a;</a></xml>'],
    [
      'an external entity',
      '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xml><a>&e;</a></xml>',
    ],
    ['a bomb of entities', billionLaughs],
  ])('%s', async (_, text) => {
    expect(await refusalOf(text)).toBe('doctype');
  });

  it.each([
    ['nothing', ''],
    ['white space', ' \n'],
    ['text', 'hello'],
    ['JSON', '{"xml":{"Content":"x"}}'],
    ['another root', '<html><body>x</body></html>'],
    ['a root without children', '<xml>text</xml>'],
    ['an empty root', '<xml/>'],
    ['an element that is left open', '<xml><Content>x</xml>'],
    ['a root that is left open', '<xml><Content>x</Content>'],
    ['a CDATA section that is left open', '<xml><Content><![CDATA[x</Content></xml>'],
    ['a comment that is left open', '<xml><a>1</a></xml><!-- '],
    ['text after the root', '<xml><a>1</a></xml>junk'],
    ['a second root', '<xml><a>1</a></xml><xml><a>2</a></xml>'],
    ['CDATA after the root', '<xml><a>1</a></xml><![CDATA[x]]>'],
    ['text before the root', 'junk<xml><a>1</a></xml>'],
    ['one end tag too many', '<xml><a>1</a></xml></xml>'],
    ['an entity of HTML', '<xml><a>&nbsp;</a></xml>'],
    ['an entity that is not declared', '<xml><a>&lol9;</a></xml>'],
    ['an ampersand that begins no entity', '<xml><a>a & b</a></xml>'],
    ['a numeric entity for a surrogate', '<xml><a>&#xD800;</a></xml>'],
    ['a declaration of an entity', '<xml><!ENTITY a "b"><a>1</a></xml>'],
    ["a child by the parser's name for text", '<xml><_>1</_></xml>'],
  ])('%s', async (_, text) => {
    expect(await refusalOf(text)).toBe('body is not XML');
  });

  it('nesting that no message has, without reading it all', async () => {
    const levels = 30_000;
    const text = `<xml>${'<a>'.repeat(levels)}${'</a>'.repeat(levels)}</xml>`;
    expect(await refusalOf(text)).toBe('nested too deep');
  });

  it.each([
    ['start tags that never end', '<xml '.repeat(50_000)],
    ['quotes that never end', `<xml ${'a="'.repeat(80_001)}`],
    ['attributes without end', `<xml ${'a="b" '.repeat(40_000)}`],
    ['comments that never end', '<!--'.repeat(60_000)],
  ])('%s, in one pass', async (_, text) => {
    expect(await refusalOf(text)).toBe('body is not XML');
  });
});

describe('names that mean something to JavaScript', () => {
  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then'])(
    '<%s> changes no object but the one that is read',
    async (name) => {
      const before = Object.getOwnPropertyNames(Object.prototype);
      const text = `<xml><${name}><polluted>yes</polluted></${name}><Content>x</Content></xml>`;
      const xml = await parseXml(text);
      expect(Object.hasOwn(xml, 'Content')).toBe(true);
      expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    },
  );
});

it('reads or refuses any text, and never fails otherwise', async () => {
  const piece = fc.constantFrom(
    '<xml>',
    '</xml>',
    '<a>',
    '</a>',
    '<![CDATA[',
    ']]>',
    '&amp;',
    '<_>',
    '</_>',
    '<__proto__>',
    '</__proto__>',
    '<!--',
    '-->',
    '<?',
    '?>',
    'x',
    '"',
    '>',
    '<',
    ' ',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (pieces) => {
      await parseXml(pieces.join('')).catch((error: unknown) => {
        expect(error).toBeInstanceOf(UnreadablePushError);
      });
    }),
    { numRuns: 500 },
  );
});
