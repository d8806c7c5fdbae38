import { expect, it } from 'vitest';
import { createPlatformAccount } from '../../../src/simulator/platform/account.ts';
import type { MessageMode } from '../../../src/simulator/platform/account.ts';
import { decryptMessage, sign } from '../../../src/simulator/platform/message-crypto.ts';
import type {
  FollowerEvent,
  FollowerMessage,
} from '../../../src/simulator/platform/message-fields.ts';
import { createPushes } from '../../../src/simulator/platform/push.ts';
import { AES_KEY, TOKEN, fieldsOf } from '../scripted-bot.ts';

function pushesIn(mode: MessageMode) {
  let next = 0;
  const random = (size: number) => Buffer.alloc(size, (next += 1));
  const account = createPlatformAccount(
    {
      webhookUrl: 'http://127.0.0.1/',
      token: TOKEN,
      mode,
      accountKind: 'personal',
      accountId: 'gh_test',
      encodingAesKey: AES_KEY,
    },
    random,
  );
  return { account, pushes: createPushes({ account, random, now: () => 1_700_000_001_900 }) };
}

const HEAD =
  '<xml><ToUserName><![CDATA[gh_test]]></ToUserName><FromUserName><![CDATA[oTest]]></FromUserName><CreateTime>1700000001</CreateTime>';

it.each<[FollowerMessage, string]>([
  [
    { type: 'text', content: '满意', menuId: '101' },
    '<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[满意]]></Content><bizmsgmenuid>101</bizmsgmenuid>',
  ],
  [
    { type: 'image', picUrl: 'http://p/0', mediaId: 'm1' },
    '<MsgType><![CDATA[image]]></MsgType><PicUrl><![CDATA[http://p/0]]></PicUrl><MediaId><![CDATA[m1]]></MediaId>',
  ],
  [
    { type: 'voice', mediaId: 'm8k', mediaId16K: 'm16k', recognition: '' },
    '<MsgType><![CDATA[voice]]></MsgType><MediaId><![CDATA[m8k]]></MediaId><Format><![CDATA[amr]]></Format><MediaId16K><![CDATA[m16k]]></MediaId16K><Recognition><![CDATA[]]></Recognition>',
  ],
  [
    { type: 'shortvideo', mediaId: 'mv', thumbMediaId: 'mt' },
    '<MsgType><![CDATA[shortvideo]]></MsgType><MediaId><![CDATA[mv]]></MediaId><ThumbMediaId><![CDATA[mt]]></ThumbMediaId>',
  ],
  [
    { type: 'location', latitude: 23.134521, longitude: 113.358803, scale: 20, label: 'somewhere' },
    '<MsgType><![CDATA[location]]></MsgType><Location_X>23.134521</Location_X><Location_Y>113.358803</Location_Y><Scale>20</Scale><Label><![CDATA[somewhere]]></Label>',
  ],
  [
    { type: 'link', title: 't', description: 'd', url: 'https://example.org/?a=1&b=2' },
    '<MsgType><![CDATA[link]]></MsgType><Title><![CDATA[t]]></Title><Description><![CDATA[d]]></Description><Url><![CDATA[https://example.org/?a=1&b=2]]></Url>',
  ],
  [
    { type: 'sticker' },
    '<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[【收到不支持的消息类型，暂无法显示】]]></Content>',
  ],
  [
    { type: 'other', msgType: 'hologram', fields: { Depth: 3 } },
    '<MsgType><![CDATA[hologram]]></MsgType><Depth>3</Depth>',
  ],
])('writes the message %o', (message, fields) => {
  const { xml, msgId } = pushesIn('plain').pushes.message('oTest', message);
  expect(xml).toBe(`${HEAD}${fields}<MsgId>${msgId}</MsgId></xml>`);
});

it.each<[FollowerEvent, string]>([
  [
    { event: 'subscribe', scene: '123', ticket: 'T' },
    '<Event><![CDATA[subscribe]]></Event><EventKey><![CDATA[qrscene_123]]></EventKey><Ticket><![CDATA[T]]></Ticket>',
  ],
  [{ event: 'subscribe' }, '<Event><![CDATA[subscribe]]></Event><EventKey><![CDATA[]]></EventKey>'],
  [
    { event: 'scan', scene: '123', ticket: 'T' },
    '<Event><![CDATA[SCAN]]></Event><EventKey><![CDATA[123]]></EventKey><Ticket><![CDATA[T]]></Ticket>',
  ],
  [
    { event: 'click', key: 'NEW_TALK' },
    '<Event><![CDATA[CLICK]]></Event><EventKey><![CDATA[NEW_TALK]]></EventKey>',
  ],
  [
    { event: 'scancode_waitmsg', key: 'K', scanResult: '2' },
    '<Event><![CDATA[scancode_waitmsg]]></Event><EventKey><![CDATA[K]]></EventKey><ScanCodeInfo><ScanType><![CDATA[qrcode]]></ScanType><ScanResult><![CDATA[2]]></ScanResult></ScanCodeInfo>',
  ],
  [
    { event: 'pic_weixin', key: 'K', md5Sums: ['5a75', '6b86'] },
    '<Event><![CDATA[pic_weixin]]></Event><EventKey><![CDATA[K]]></EventKey><SendPicsInfo><Count>2</Count><PicList><item><PicMd5Sum><![CDATA[5a75]]></PicMd5Sum></item><item><PicMd5Sum><![CDATA[6b86]]></PicMd5Sum></item></PicList></SendPicsInfo>',
  ],
  [
    { event: 'location_select', key: 'K', latitude: 23, longitude: 113, label: 'x' },
    '<Event><![CDATA[location_select]]></Event><EventKey><![CDATA[K]]></EventKey><SendLocationInfo><Location_X><![CDATA[23]]></Location_X><Location_Y><![CDATA[113]]></Location_Y><Scale><![CDATA[15]]></Scale><Label><![CDATA[x]]></Label><Poiname><![CDATA[]]></Poiname></SendLocationInfo>',
  ],
  [
    {
      event: 'other',
      name: 'TEMPLATESENDJOBFINISH',
      fields: { MsgID: 200163836, Status: 'failed:user block' },
    },
    '<Event><![CDATA[TEMPLATESENDJOBFINISH]]></Event><MsgID>200163836</MsgID><Status><![CDATA[failed:user block]]></Status>',
  ],
])('writes the event %o', (event, fields) => {
  const inbound = pushesIn('plain').pushes.event('oTest', event);
  expect(inbound.xml).toBe(`${HEAD}<MsgType><![CDATA[event]]></MsgType>${fields}</xml>`);
  expect(inbound.msgId).toBeUndefined();
});

it('gives every message its own id of 64 bits', () => {
  const { pushes } = pushesIn('plain');
  const ids = [1, 2].map(() => pushes.message('oTest', { type: 'sticker' }).msgId ?? '0');
  expect(BigInt(ids[1] ?? 0) - BigInt(ids[0] ?? 0)).toBe(1n);
  expect(BigInt(ids[0] ?? 0)).toBeGreaterThan(2n ** 53n);
  expect(BigInt(ids[0] ?? 0)).toBeLessThan(2n ** 63n);
});

it('signs each attempt afresh and leaves a plain body as it is', () => {
  const { pushes } = pushesIn('plain');
  const inbound = pushes.message('oTest', { type: 'text', content: '你好' });
  const [first, second] = [pushes.attempt(inbound), pushes.attempt(inbound)];
  for (const { query, body } of [first, second]) {
    expect(body).toBe(inbound.xml);
    expect(Object.keys(query).sort()).toEqual(['nonce', 'openid', 'signature', 'timestamp']);
    expect(query['signature']).toBe(sign(TOKEN, query['timestamp'] ?? '', query['nonce'] ?? ''));
  }
  expect(first.query['nonce']).not.toBe(second.query['nonce']);
});

it.each([
  ['safe', ['ToUserName', 'Encrypt']],
  [
    'compat',
    ['ToUserName', 'FromUserName', 'CreateTime', 'MsgType', 'Content', 'MsgId', 'Encrypt'],
  ],
] as const)('encrypts in %s mode, each attempt differently', (mode, names) => {
  const { account, pushes } = pushesIn(mode);
  const inbound = pushes.message('oTest', { type: 'text', content: '你好' });
  const attempts = [pushes.attempt(inbound), pushes.attempt(inbound)];
  const ciphertexts = attempts.map(({ query, body }) => {
    const fields = fieldsOf(body);
    const { Encrypt = '' } = fields;
    expect(Object.keys(fields)).toEqual(names);
    expect(query['encrypt_type']).toBe('aes');
    expect(query['msg_signature']).toBe(
      sign(TOKEN, query['timestamp'] ?? '', query['nonce'] ?? '', Encrypt),
    );
    const aesKey = account.aesKey ?? Buffer.alloc(0);
    expect(decryptMessage({ aesKey, appId: account.appId }, Encrypt).message).toBe(inbound.xml);
    return Encrypt;
  });
  expect(new Set(ciphertexts).size).toBe(2);
});
