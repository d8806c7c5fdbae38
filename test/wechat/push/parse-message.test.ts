import { describe, expect, it } from 'vitest';
import { UnreadablePushError } from '../../../src/wechat/errors.ts';
import { parseMessage } from '../../../src/wechat/push/parse-message.ts';
import { parseXml } from '../../../src/wechat/push/parse-xml.ts';
import { messageXml, NOW_SECONDS } from '../api/account-double.ts';

const parse = async (xml: string) => parseMessage(await parseXml(xml));
const common = { accountId: 'gh_test', openId: 'oTest', createTime: NOW_SECONDS };

describe('messages', () => {
  it.each<[string, Record<string, string>, object]>([
    ['text', { Content: ' 你好\n' }, { kind: 'text', content: ' 你好\n' }],
    [
      'text',
      { Content: '满意', bizmsgmenuid: '101' },
      { kind: 'text', content: '满意', menuItemId: '101' },
    ],
    [
      'image',
      { PicUrl: 'http://mmbiz.qpic.cn/mmbiz_jpg/x/0', MediaId: 'm1' },
      { kind: 'image', picUrl: 'http://mmbiz.qpic.cn/mmbiz_jpg/x/0', mediaId: 'm1' },
    ],
    [
      'voice',
      { MediaId: 'm8k', Format: 'amr', MediaId16K: 'm16k', Recognition: '' },
      { kind: 'voice', mediaId: 'm8k', format: 'amr', mediaId16K: 'm16k' },
    ],
    [
      'voice',
      { MediaId: 'm8k', Format: 'speex', Recognition: '你好' },
      { kind: 'voice', mediaId: 'm8k', format: 'speex', recognition: '你好' },
    ],
    [
      'video',
      { MediaId: 'mv', ThumbMediaId: 'mt' },
      { kind: 'video', mediaId: 'mv', thumbMediaId: 'mt' },
    ],
    [
      'shortvideo',
      { MediaId: 'mv', ThumbMediaId: 'mt' },
      { kind: 'shortvideo', mediaId: 'mv', thumbMediaId: 'mt' },
    ],
    [
      'location',
      { Location_X: '23.134521', Location_Y: '-113.358803', Scale: '20', Label: '某地' },
      { kind: 'location', latitude: 23.134521, longitude: -113.358803, scale: 20, label: '某地' },
    ],
    [
      'link',
      { Title: 't', Description: 'd', Url: 'https://example.org/?a=1&b=2' },
      { kind: 'link', title: 't', description: 'd', url: 'https://example.org/?a=1&b=2' },
    ],
    [
      'file',
      { Title: 'a.pdf', Description: 'null', FileKey: 'k', FileMd5: 'd4', FileTotalLen: '10' },
      {
        kind: 'file',
        title: 'a.pdf',
        description: 'null',
        fileKey: 'k',
        fileMd5: 'd4',
        fileTotalBytes: 10,
      },
    ],
    ['hologram', { Content: 'x' }, { kind: 'unknown', msgType: 'hologram' }],
    ['TEXT', { Content: 'x' }, { kind: 'text', content: 'x' }],
  ])('%s with %j', async (MsgType, fields, expected) => {
    const message = await parse(messageXml({ MsgType, ...fields, MsgId: '23900000000000001' }));
    expect(message).toEqual({ ...common, msgId: '23900000000000001', ...expected });
  });

  it('keeps a MsgId that is too large for a number', async () => {
    const message = await parse(messageXml({ MsgId: '18446744073709551615', Content: 'x' }));
    expect(message).toMatchObject({ msgId: '18446744073709551615' });
  });

  it.each([
    ['text', { kind: 'text', content: '' }],
    ['image', { kind: 'image', picUrl: '', mediaId: '' }],
    ['voice', { kind: 'voice', mediaId: '', format: '' }],
    ['video', { kind: 'video', mediaId: '', thumbMediaId: '' }],
    ['link', { kind: 'link', title: '', description: '', url: '' }],
    ['file', { kind: 'file', title: '', fileTotalBytes: 0 }],
    // A location without coordinates has no place.
    ['location', { kind: 'unknown', msgType: 'location' }],
  ])('%s without any of its elements', async (MsgType, expected) => {
    expect(await parse(messageXml({ MsgType }))).toMatchObject({ msgId: '', ...expected });
  });

  it.each(['NaN', 'Infinity', '1e400', '', 'north', '1,5', '0x10'])(
    'never makes a number of "%s"',
    async (Location_X) => {
      const location = { MsgType: 'location', Location_X, Location_Y: '1' };
      expect(await parse(messageXml(location))).toMatchObject({ kind: 'unknown' });
      const scaled = { MsgType: 'location', Location_X: '1', Location_Y: '1', Scale: Location_X };
      expect(await parse(messageXml(scaled))).toMatchObject({ kind: 'location', scale: 0 });
    },
  );

  it('removes characters that no reply may contain', async () => {
    const message = await parse(messageXml({ Content: 'a\u0000b\u0008c\uD800d\uFFFFe😀' }));
    expect(message).toMatchObject({ content: 'abcde😀' });
  });

  it('does not choose between two contents', async () => {
    const xml = messageXml({ Content: 'one' }).replace('</xml>', '<Content>two</Content></xml>');
    expect(await parse(xml)).toMatchObject({ kind: 'text', content: '' });
  });

  it('reads no content from child elements', async () => {
    const xml = messageXml({ Content: '<b>x</b>' });
    expect(await parse(xml)).toMatchObject({ kind: 'text', content: '' });
  });

  it('reads known elements only, however others are named', async () => {
    const traps = {
      __proto__x: 'x',
      constructor: '<name>x</name>',
      toString: 'x',
      valueOf: 'x',
      kind: 'event',
      openId: 'oOther',
    };
    const message = await parse(messageXml({ Content: 'x', MsgId: '1', ...traps }));
    expect(message).toEqual({ ...common, kind: 'text', msgId: '1', content: 'x' });
    expect(Object.getPrototypeOf(message)).toBe(Object.prototype);
  });

  it('ignores an element <__proto__>', async () => {
    const xml = messageXml({ Content: 'x', MsgId: '1' }).replace(
      '</xml>',
      '<__proto__><Content>y</Content><isAdmin>1</isAdmin></__proto__></xml>',
    );
    const message = await parse(xml);
    expect(message).toEqual({ ...common, kind: 'text', msgId: '1', content: 'x' });
    expect('isAdmin' in message).toBe(false);
  });
});

describe('events', () => {
  const scan = '<ScanType>qrcode</ScanType><ScanResult><![CDATA[2]]></ScanResult>';
  const pictures = '<Count>1</Count><PicList><item><PicMd5Sum>5a75</PicMd5Sum></item></PicList>';
  const place =
    '<Location_X>23</Location_X><Location_Y>113</Location_Y><Scale>15</Scale><Label>x</Label><Poiname></Poiname>';
  const choice = (id: string) =>
    `<List><TemplateId>${id}</TemplateId><SubscribeStatusString>accept</SubscribeStatusString><PopupScene>2</PopupScene></List>`;
  const sent =
    '<List><TemplateId>T</TemplateId><MsgID>1</MsgID><ErrorCode>0</ErrorCode><ErrorStatus>success</ErrorStatus></List>';

  it.each<[string, Record<string, string>, object]>([
    ['subscribe', { EventKey: '' }, {}],
    ['subscribe', { EventKey: 'qrscene_123', Ticket: 'T' }, { scene: '123', ticket: 'T' }],
    ['unsubscribe', { EventKey: '' }, {}],
    ['SCAN', { EventKey: '123', Ticket: 'T' }, { scene: '123', ticket: 'T' }],
    [
      'LOCATION',
      { Latitude: '23.1', Longitude: '113.3', Precision: '119.4' },
      { latitude: 23.1, longitude: 113.3, precision: 119.4 },
    ],
    ['CLICK', { EventKey: 'NEW_TALK' }, { eventKey: 'NEW_TALK' }],
    [
      'VIEW',
      { EventKey: 'https://e.org/', MenuId: '7' },
      { eventKey: 'https://e.org/', menuId: '7' },
    ],
    [
      'view_miniprogram',
      { EventKey: 'pages/i', MenuId: '7' },
      { eventKey: 'pages/i', menuId: '7' },
    ],
    [
      'scancode_push',
      { EventKey: 'K', ScanCodeInfo: scan },
      { eventKey: 'K', scanType: 'qrcode', scanResult: '2' },
    ],
    [
      'scancode_waitmsg',
      { EventKey: 'K', ScanCodeInfo: scan },
      { eventKey: 'K', scanType: 'qrcode', scanResult: '2' },
    ],
    ['pic_sysphoto', { EventKey: 'K', SendPicsInfo: pictures }, { eventKey: 'K', pictures: 1 }],
    [
      'pic_photo_or_album',
      { EventKey: 'K', SendPicsInfo: pictures },
      { eventKey: 'K', pictures: 1 },
    ],
    ['pic_weixin', { EventKey: 'K', SendPicsInfo: pictures }, { eventKey: 'K', pictures: 1 }],
    [
      'location_select',
      { EventKey: 'K', SendLocationInfo: place },
      { eventKey: 'K', latitude: 23, longitude: 113, scale: 15, label: 'x', poiName: '' },
    ],
    [
      'TEMPLATESENDJOBFINISH',
      { MsgID: '200163836', Status: 'failed:user block' },
      { jobId: '200163836', status: 'failed:user block' },
    ],
    [
      'MASSSENDJOBFINISH',
      {
        MsgID: '1',
        Status: 'send success',
        TotalCount: '4',
        FilterCount: '3',
        SentCount: '2',
        ErrorCount: '1',
      },
      {
        jobId: '1',
        status: 'send success',
        totalCount: 4,
        filterCount: 3,
        sentCount: 2,
        errorCount: 1,
      },
    ],
    [
      'FREEPUBLISHJOBFINISH',
      {
        PublishEventInfo:
          '<publish_id>9</publish_id><publish_status>0</publish_status><article_id>A</article_id>',
      },
      { jobId: '9', status: '0', articleId: 'A' },
    ],
    [
      'subscribe_msg_popup_event',
      { SubscribeMsgPopupEvent: choice('T1') + choice('T2') },
      {
        choices: [
          { templateId: 'T1', status: 'accept', popupScene: '2' },
          { templateId: 'T2', status: 'accept', popupScene: '2' },
        ],
      },
    ],
    [
      'subscribe_msg_change_event',
      { SubscribeMsgChangeEvent: choice('T1') },
      { choices: [{ templateId: 'T1', status: 'accept', popupScene: '2' }] },
    ],
    [
      'subscribe_msg_sent_event',
      { SubscribeMsgSentEvent: sent },
      { results: [{ templateId: 'T', jobId: '1', errorCode: '0', errorStatus: 'success' }] },
    ],
    [
      'user_info_modified',
      { OpenID: 'o', AppID: 'wx', RevokeInfo: '1' },
      { personOpenId: 'o', appId: 'wx', revokeInfo: '1' },
    ],
    ['user_authorization_revoke', { OpenID: 'o' }, { personOpenId: 'o' }],
    ['user_authorization_cancellation', {}, {}],
    ['kf_create_session', { KfAccount: 'a@b' }, { kfAccount: 'a@b' }],
    ['kf_close_session', { KfAccount: 'a@b' }, { kfAccount: 'a@b' }],
    [
      'kf_switch_session',
      { FromKfAccount: 'a@b', ToKfAccount: 'c@d' },
      { fromKfAccount: 'a@b', toKfAccount: 'c@d' },
    ],
    ['qualification_verify_success', { ExpiredTime: '1442401156' }, { expiresAt: 1442401156 }],
    ['naming_verify_success', { ExpiredTime: '1442401156' }, { expiresAt: 1442401156 }],
    ['annual_renew', { ExpiredTime: '1442401156' }, { expiresAt: 1442401156 }],
    ['verify_expired', {}, { expiresAt: 0 }],
    [
      'qualification_verify_fail',
      { FailTime: '1442401122', FailReason: 'r' },
      { failedAt: 1442401122, reason: 'r' },
    ],
    ['naming_verify_fail', {}, { failedAt: 0, reason: '' }],
    ['debug_demo', { debug_str: 'hello world' }, { text: 'hello world' }],
  ])('%s with %j', async (Event, fields, expected) => {
    const event = await parse(messageXml({ MsgType: 'event', Event, ...fields }));
    expect(event).toEqual({ ...common, kind: 'event', event: Event.toLowerCase(), ...expected });
  });

  it.each([
    ['user_get_card', { EventKey: 'K' }, { name: 'user_get_card', eventKey: 'K' }],
    ['', {}, { name: '' }],
    ['__proto__', {}, { name: '__proto__' }],
    ['toString', {}, { name: 'tostring' }],
    ['LOCATION', { Latitude: 'x' }, { name: 'location', eventKey: '' }],
  ])('calls "%s" with %j unknown', async (Event, fields, expected) => {
    const event = await parse(messageXml({ MsgType: 'event', Event, ...fields }));
    expect(event).toEqual({ ...common, kind: 'event', event: 'unknown', ...expected });
  });

  it.each(['scancode_push', 'pic_weixin', 'subscribe_msg_popup_event', 'freepublishjobfinish'])(
    'takes %s without what belongs to it',
    async (Event) => {
      const bare = await parse(messageXml({ MsgType: 'event', Event }));
      expect(bare).toMatchObject({ event: Event });
      const empty = messageXml({
        MsgType: 'event',
        Event,
        ScanCodeInfo: '',
        SendPicsInfo: '',
        SubscribeMsgPopupEvent: '',
        PublishEventInfo: '',
      });
      expect(await parse(empty)).toEqual(bare);
    },
  );
});

describe('without sender, receiver, time or kind', () => {
  it.each([
    ['ToUserName', ''],
    ['FromUserName', ''],
    ['FromUserName', 'o'.repeat(129)],
    ['FromUserName', '<b>x</b>'],
    ['CreateTime', ''],
    ['CreateTime', 'yesterday'],
    ['CreateTime', '-1'],
    ['CreateTime', '1e9'],
    ['MsgType', ''],
  ])('refuses %s "%s" and names it', async (name, value) => {
    const error: unknown = await parse(messageXml({ [name]: value })).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(UnreadablePushError);
    expect(error).toMatchObject({ reason: 'message incomplete' });
    expect((error as Error).message).toContain(name);
  });

  it.each(['ToUserName', 'FromUserName', 'CreateTime', 'MsgType'])(
    'refuses two %s',
    async (name) => {
      const xml = messageXml().replace('</xml>', `<${name}>1</${name}></xml>`);
      await expect(parse(xml)).rejects.toMatchObject({ reason: 'message incomplete' });
    },
  );
});
