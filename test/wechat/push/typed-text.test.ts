import { createClock } from '../../../src/runtime/clock.ts';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { InboundMessage } from '../../../src/messages/inbound-message.ts';
import { createCodec } from '../../../src/wechat/push/codec.ts';
import { escapeTypedText } from '../../../src/wechat/push/escape-typed-text.ts';
import {
  account,
  compatBody,
  encrypt,
  encryptedQuery,
  NOW_SECONDS,
  plainQuery,
  safeBody,
} from '../api/account-double.ts';

const clock = createClock({
  now: () => NOW_SECONDS * 1000,
  after: () => {
    throw new Error('the codec waits for nothing');
  },
});
const { token, appId, encodingAesKey } = account;
const settings = { token, appId, encodingAesKey, timestampWindowSeconds: 300 };
const codec = createCodec(
  { ...settings, messageMode: 'auto' },
  { clock, log: pino({ level: 'silent' }) },
);

/** Writes XML as WeChat does, with bare numbers and everything else unescaped in CDATA. */
function messageXml(fields: Readonly<Record<string, string>>): string {
  const all = {
    ToUserName: 'gh_test',
    FromUserName: 'oTest',
    CreateTime: String(NOW_SECONDS),
    ...fields,
  };
  const children = Object.entries(all).map(([name, value]) => {
    const isBare = /^[\d.]+$/.test(value) || name === 'ScanCodeInfo';
    return `<${name}>${isBare ? value : `<![CDATA[${value}]]>`}</${name}>`;
  });
  return `<xml>${children.join('')}</xml>`;
}

/** Reads a message as WeChat pushes it in each mode. */
const ways: Record<string, (xml: string) => Promise<InboundMessage>> = {
  plain: async (xml) => (await codec.decode(codec.admit(plainQuery()), xml)).message,
  safe: async (xml) => {
    const encrypted = encrypt(xml);
    const admitted = codec.admit(encryptedQuery(encrypted));
    return (await codec.decode(admitted, safeBody(encrypted))).message;
  },
  compat: async (xml) => {
    const encrypted = encrypt(xml);
    const admitted = codec.admit(encryptedQuery(encrypted));
    const body = `${xml.slice(0, -'</xml>'.length)}${compatBody('</xml>', encrypted)}`;
    return (await codec.decode(admitted, body)).message;
  },
  // Only the plain fields are read; the ciphertext follows them.
  'compat without msg_signature': async (xml) => {
    const encrypted = encrypt(xml);
    const body = `${xml.slice(0, -'</xml>'.length)}${compatBody('</xml>', encrypted)}`;
    return (await codec.decode(codec.admit(plainQuery()), body)).message;
  },
};

const pasted = [
  'a[b[0]]>1 怎么写',
  '<status><![CDATA[ok]]></status>',
  '<![CDATA[x]]>',
  ']]>',
  ']]>]]>]]>',
  ']]',
  'if (a[i[0]]>b[j[0]]) { x = y<z && z>0; }',
  'a]]]]><![CDATA[>b',
  '<![CDATA[',
  '</Content>',
  ']]></Content>',
  ']]></Content> 是什么意思？',
  ']]>\n</Content>',
  ']]></Content></xml>',
  ']]></Content><MsgId>1</MsgId></xml><xml>',
  ']]></Content><MsgId>1</MsgId><Content><![CDATA[',
  ']]></Content><MsgId><![CDATA[1]]></MsgId><Content><![CDATA[x',
  ']]></Content><MsgId><![CDATA[',
  ']]></Content><Encrypt><![CDATA[',
  ']]></Content><Encrypt><![CDATA[AAAA]]></Encrypt><Content><![CDATA[',
  ']]></Content><FromUserName><![CDATA[oVictim]]></FromUserName><Content><![CDATA[hi',
  ']]></FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType><Content><![CDATA[hi',
  ']]></Content><x><Content><![CDATA[y]]></Content></x><Content><![CDATA[',
  ']]></Content><Title><![CDATA[',
  ']]></Content><!-- ',
  ']]></Content><bizmsgmenuid>7</bizmsgmenuid><Content><![CDATA[',
  '<xml><ToUserName><![CDATA[gh]]></ToUserName><FromUserName><![CDATA[o]]></FromUserName><CreateTime>1</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[你好]]></Content><MsgId>1</MsgId></xml> 这段 XML 对吗',
  '<!DOCTYPE html><html><body>&nbsp;&copy;</body></html>',
  '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
  '<?xml version="1.0"?><!-- x --><a b="1">&lt;</a>',
  '<script>alert("]]>")</script>',
  '<div v-if="a[b[c]]>0">{{ x }}</div>',
  '&amp; 和 & 有什么区别',
  '<a>'.repeat(200),
  ']]></Content>'.repeat(300),
  ']]></Content><a/>'.repeat(300),
];

describe.each(Object.entries(ways))('in %s mode', (_mode, read) => {
  it.each(pasted)('what a follower pastes is read as typed: %j', async (content) => {
    const message = await read(messageXml({ MsgType: 'text', Content: content, MsgId: '23' }));
    expect(message).toEqual({
      ...{ accountId: 'gh_test', openId: 'oTest', createTime: NOW_SECONDS },
      ...{ kind: 'text', msgId: '23', content },
    });
  });
});

describe('other texts that people choose are read unchanged', () => {
  it.each(pasted)('speech: %j', async (words) => {
    const fields = { MsgType: 'voice', MediaId: 'm', Format: 'amr', Recognition: words };
    const message = await ways['plain']?.(messageXml({ ...fields, MsgId: '23' }));
    expect(message).toMatchObject({ kind: 'voice', openId: 'oTest', msgId: '23' });
    expect(message).toHaveProperty('recognition', words.trim());
  });

  it.each(pasted.map((text) => text.replaceAll('Content', 'Title')))(
    'a title: %j',
    async (title) => {
      const link = { MsgType: 'link', Title: title, Description: 'd]]>d', Url: 'https://e.org' };
      const message = await ways['plain']?.(messageXml({ ...link, MsgId: '23' }));
      expect(message).toMatchObject({
        ...{ kind: 'link', openId: 'oTest', msgId: '23' },
        ...{ title: title.trim(), description: 'd]]>d', url: 'https://e.org' },
      });
    },
  );

  it.each([
    ']]></Description><Url><![CDATA[https://evil.org]]></Url><MsgId>1</MsgId>',
    ']]></Title><FromUserName><![CDATA[oVictim]]></FromUserName>',
    ']]></Title><FromUserName>oVictim</FromUserName><Description><![CDATA[x',
  ])('a description never becomes another sender or message: %j', async (description) => {
    const link = { MsgType: 'link', Title: 't', Description: description, Url: 'https://e.org' };
    const message = await ways['plain']?.(messageXml({ ...link, MsgId: '23' }));
    expect(message).toMatchObject({ kind: 'link', openId: 'oTest', msgId: '23' });
  });

  it('a place, a scanned code and a menu key', async () => {
    const at = { Location_X: '23.1', Location_Y: '113.3', Scale: '20' };
    const place = { MsgType: 'location', ...at, Label: 'A]]>座 <b>' };
    expect(await ways['plain']?.(messageXml({ ...place, MsgId: '23' }))).toMatchObject({
      label: 'A]]>座 <b>',
    });
    const scanned =
      '<ScanType><![CDATA[qrcode]]></ScanType><ScanResult><![CDATA[1]]></ScanResult><x>]]></ScanResult>';
    const scan = {
      MsgType: 'event',
      Event: 'scancode_push',
      EventKey: 'k]]>',
      ScanCodeInfo: scanned,
    };
    expect(await ways['plain']?.(messageXml(scan))).toMatchObject({
      ...{ eventKey: 'k]]>', scanResult: '1]]></ScanResult><x>' },
    });
  });
});

it('blanks and line breaks around values do not matter, in whatever order they come', async () => {
  const xml = `<xml>
    <Content>\n <![CDATA[ a ]]> \n</Content>
    <MsgType>\n  <![CDATA[text]]>\n</MsgType> <MsgId> 23 </MsgId>
    <CreateTime>\n ${NOW_SECONDS}\n</CreateTime>
    <FromUserName>  oTest\n</FromUserName><ToUserName><![CDATA[ gh_test ]]></ToUserName>\n</xml>\n`;
  expect(await ways['plain']?.(xml)).toEqual({
    ...{ accountId: 'gh_test', openId: 'oTest', createTime: NOW_SECONDS },
    ...{ kind: 'text', msgId: '23', content: ' a ' },
  });
});

describe('a document stays as it is', () => {
  it.each([
    ['without CDATA', '<xml><A>1</A></xml>'],
    ['with a DOCTYPE', '<!DOCTYPE xml><xml><Content><![CDATA[x]]></Content></xml>'],
    ['that is cut', '<xml><Content><![CDATA[x]]></Content>'],
    ['that is no XML', '{"a":"<![CDATA[x]]></Content>"}'],
    ['whose children come twice', '<xml><A><![CDATA[x]]></A><A><![CDATA[y]]></A></xml>'],
    ['without a name', '<><![CDATA[x]]></>'],
  ])('%s', (_, document) => {
    expect(escapeTypedText(document)).toBe(document);
  });

  it('that would take too long to read', () => {
    const unit = '<Title><![CDATA[]]></Title><Url><![CDATA[]]></Url></Label>';
    const document = `<xml><Content><![CDATA[${unit.repeat(4000)}`;
    expect(escapeTypedText(document)).toBe(document);
  });
});
