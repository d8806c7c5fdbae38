import { expect, it } from 'vitest';
import { createPlatformAccount } from '../../../src/simulator/platform/account.ts';
import type { MessageMode } from '../../../src/simulator/platform/account.ts';
import { readReply } from '../../../src/simulator/platform/read-reply.ts';
import { writeXml } from '../../../src/simulator/platform/write-xml.ts';
import type { XmlFields } from '../../../src/simulator/platform/write-xml.ts';
import { AES_KEY, TOKEN, sealReply } from '../scripted-bot.ts';

const accountIn = (mode: MessageMode, appId = 'wx0123456789abcdef') =>
  createPlatformAccount(
    {
      webhookUrl: 'http://127.0.0.1/',
      token: TOKEN,
      mode,
      accountKind: 'personal',
      accountId: 'gh_test',
      appId,
      encodingAesKey: AES_KEY,
    },
    (size) => Buffer.alloc(size),
  );

const read = (body: string | Buffer, mode: MessageMode = 'plain') =>
  readReply(Buffer.from(body as string), {
    account: accountIn(mode),
    openId: 'oTest',
    textLimitBytes: 2048,
  });

const reply = (changes: XmlFields = {}, without?: string) => {
  const fields = {
    ToUserName: 'oTest',
    FromUserName: 'gh_test',
    CreateTime: 1,
    MsgType: 'text',
    Content: '你好',
    ...changes,
  };
  return writeXml(Object.fromEntries(Object.entries(fields).filter(([name]) => name !== without)));
};

it.each(['', 'success'])('shows nothing for the body "%s", in each mode', (body) => {
  for (const mode of ['plain', 'compat', 'safe'] as const) {
    expect(read(body, mode)).toEqual({ shown: 'nothing' });
  }
});

it.each([
  ['a text', reply(), '你好'],
  ['a text of 2,048 bytes', reply({ Content: `${'中'.repeat(682)}ab` }), `${'中'.repeat(682)}ab`],
  ['an image', reply({ MsgType: 'image', Image: { MediaId: 'm1' } }), '[image m1]'],
  ['a voice', reply({ MsgType: 'voice', Voice: { MediaId: 'm2' } }), '[voice m2]'],
  ['music', reply({ MsgType: 'music', Music: { ThumbMediaId: 't' } }), '[music t]'],
  [
    'an article',
    reply({
      MsgType: 'news',
      ArticleCount: 1,
      Articles: { item: [{ Title: 't', Url: 'https://e.org' }] },
    }),
    '[news t https://e.org]',
  ],
])('shows %s', (_, body, text) => {
  expect(read(body)).toMatchObject({ shown: 'text', text });
});

it('hands over to human agents without showing anything', () => {
  expect(read(reply({ MsgType: 'transfer_customer_service' }))).toMatchObject({ shown: 'nothing' });
});

it.each([
  ['JSON', '{"errcode":0}', 'outside of the root'],
  ['HTML', '<html><body>502</body></html>', 'root is not <xml>'],
  ['the word with a line feed', 'success\n', 'outside of the root'],
  ['bytes that are not UTF-8', Buffer.from([0xff, 0xfe]), 'not UTF-8'],
  ['names that are not swapped', reply({ ToUserName: 'gh_test' }), 'not the follower'],
  ['another account', reply({ FromUserName: 'gh_other' }), 'not the account'],
  ['a wrong CreateTime', reply({ CreateTime: '1.5' }), 'whole number'],
  ['no CreateTime', reply({}, 'CreateTime'), '<CreateTime> is missing'],
  ['no MsgType', reply({}, 'MsgType'), '<MsgType> is missing'],
  ['an unknown kind', reply({ MsgType: 'card' }), 'MsgType is unknown'],
  ['an empty text', reply({ Content: '' }), 'Content is empty'],
  ['a text of white space', reply({ Content: ' \n' }), 'Content is empty'],
  ['a long text', reply({ Content: '中'.repeat(683) }), '2049 bytes'],
  ['an image without media', reply({ MsgType: 'image' }), '<Image> is missing'],
  ['articles that are not counted', reply({ MsgType: 'news', ArticleCount: 2 }), 'ArticleCount'],
  ['elements in the text', reply({ Content: { a: '1' } }), 'holds elements'],
  ['an encrypted reply in plain mode', sealReply(reply(), accountIn('safe')), 'in plain mode'],
])('shows the notice for %s', (_, body, why) => {
  const result = read(body);
  expect(result.shown).toBe('notice');
  expect(result).toHaveProperty('why', expect.stringContaining(why));
});

it('takes an encrypted reply in safe and in compat mode, a plain one in compat mode only', () => {
  const sealed = sealReply(reply(), accountIn('safe'));
  expect(read(sealed, 'safe')).toMatchObject({ shown: 'text', text: '你好', xml: reply() });
  expect(read(sealed, 'compat')).toMatchObject({ shown: 'text', text: '你好' });
  expect(read(reply(), 'compat')).toMatchObject({ shown: 'text', text: '你好' });
  expect(read(reply(), 'safe')).toMatchObject({ shown: 'notice' });
});

it.each([
  ['another token', sealReply(reply(), accountIn('safe'), 'another'), 'MsgSignature is wrong'],
  ['another app id', sealReply(reply(), accountIn('safe', 'wxother')), 'another app id'],
  [
    'no signature',
    sealReply(reply(), accountIn('safe')).replace(/<MsgSignature>.*?<\/MsgSignature>/, ''),
    '<MsgSignature> is missing',
  ],
  ['an inner text that is no XML', sealReply('hello', accountIn('safe')), 'outside of the root'],
])('shows the notice for an encrypted reply with %s', (_, body, why) => {
  expect(read(body, 'safe')).toHaveProperty('why', expect.stringContaining(why));
});
