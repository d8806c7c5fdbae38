import fc from 'fast-check';
import { expect, it } from 'vitest';
import { UnreadableXmlError, childOf, readXml } from '../../../src/simulator/platform/read-xml.ts';
import { writeXml } from '../../../src/simulator/platform/write-xml.ts';
import { escapeTypedText } from '../../../src/wechat/push/escape-typed-text.ts';

it('reads back what it writes as WeChat does, whatever the text holds', () => {
  const pieces = [']', ']>', '<', '&', ';', '<![CDATA[', '中', '😀', 'a', '\n', '\t', ' ', '"'];
  const legal = fc.string({ unit: fc.constantFrom(...pieces) });
  fc.assert(
    fc.property(legal, (text) => {
      const root = readXml(
        escapeTypedText(writeXml({ Content: text, MsgId: 9_007_199_254_740_993n })),
      );
      expect(childOf(root, 'Content')?.text).toBe(text);
      expect(childOf(root, 'MsgId')?.text).toBe('9007199254740993');
    }),
  );
});

it('leaves out characters that XML cannot carry', () => {
  expect(writeXml({ Content: 'a\u0000b\uD800c\uFFFFd' })).toBe(
    '<xml><Content><![CDATA[abcd]]></Content></xml>',
  );
});

it('reads entities, CDATA in pieces, comments, a declaration and white space', () => {
  const root = readXml(
    '<?xml version="1.0"?>\n<xml> <!-- x --> <A>1 &lt;&#20013;&#x6587;&amp;</A>\n<B><![CDATA[]]]]><![CDATA[>]]></B><C/></xml>\n',
  );
  expect(root.children.map(({ name, text }) => [name, text])).toEqual([
    ['A', '1 <中文&'],
    ['B', ']]>'],
    ['C', ''],
  ]);
});

it.each([
  ['nothing', ''],
  ['text', 'success '],
  ['JSON', '{"a":1}'],
  ['an open element', '<xml><A>1</xml>'],
  ['an end too much', '<xml></xml></xml>'],
  ['two roots', '<xml></xml><xml></xml>'],
  ['text after the root', '<xml></xml>ok'],
  ['text beside elements', '<xml>hello<A>1</A></xml>'],
  ['a bare ampersand', '<xml><A>a & b</A></xml>'],
  ['an unknown entity', '<xml><A>&nbsp;</A></xml>'],
  ['an entity for a forbidden character', '<xml><A>&#0;</A></xml>'],
  ['a DOCTYPE', '<!DOCTYPE xml><xml></xml>'],
  ['an attribute', '<xml a="1"></xml>'],
  ['an open CDATA', '<xml><A><![CDATA[x</A></xml>'],
  ['a control character', '<xml><A>\u0008</A></xml>'],
])('refuses %s', (_, source) => {
  expect(() => readXml(source)).toThrow(UnreadableXmlError);
});

it('refuses an element that appears twice where one is asked for', () => {
  const root = readXml('<xml><A>1</A><A>2</A></xml>');
  expect(() => childOf(root, 'A')).toThrow('<A> appears 2 times');
});
