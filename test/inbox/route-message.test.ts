import { describe, expect, it } from 'vitest';
import type { FollowerFacts, Plan } from '../../src/inbox/ports.ts';
import { routeMessage } from '../../src/inbox/route-message.ts';
import { zh } from '../../src/inbox/texts/zh.ts';
import type { FollowerEvent, FollowerMessage } from '../../src/messages/inbound-message.ts';

const HOUR_MS = 3_600_000;
const afterMessage = { messages: 5, lifetimeMs: 48 * HOUR_MS };
const afterTap = { messages: 3, lifetimeMs: 60_000 };
const nothingOwed: FollowerFacts = { isOwed: false };
const noLimits = { questionsPerMinute: 0, questionsPerDay: 0, tokensPerDay: 0 };
const settings = { texts: zh, forgetsOnUnsubscribe: true, limits: noLimits };

const common = { accountId: 'gh_test', openId: 'oFollower', createTime: 1_700_000_000 };
const text = (content: string): FollowerMessage => ({
  ...common,
  kind: 'text',
  msgId: '1',
  content,
});

/** The rest of a message, as TypeScript's distributive Omit. */
type Rest<Whole, Known extends PropertyKey> = Whole extends unknown ? Omit<Whole, Known> : never;
const message = (rest: Rest<FollowerMessage, keyof typeof common | 'msgId'>) =>
  ({ ...common, msgId: '1', ...rest }) as FollowerMessage;
const event = (rest: Rest<FollowerEvent, keyof typeof common | 'kind'>) =>
  ({ ...common, kind: 'event', ...rest }) as FollowerEvent;

const route = (
  inbound: FollowerMessage | FollowerEvent,
  facts = nothingOwed,
  own = settings,
): Plan => routeMessage(inbound, facts, own);

describe('a message of every kind', () => {
  it.each<[string, FollowerMessage, Plan]>([
    ['a question', text('天气怎么样'), { is: 'question', question: '天气怎么样' }],
    [
      'a question with white space around it',
      text('  天气 \n'),
      { is: 'question', question: '天气' },
    ],
    ['white space alone', text(' \n\t'), { is: 'nothing' }],
    ['an empty text', text(''), { is: 'nothing' }],
    ['zero-width characters alone', text('\u200b\u200b'), { is: 'nothing' }],
    ['marks of direction alone', text('\u202e \u2066\u2069'), { is: 'nothing' }],
    ['a filler and a soft hyphen', text('\u3164\u00ad\u2800\ufe0f'), { is: 'nothing' }],
    [
      'a question with a joiner in it',
      text('👩‍👩‍👧 是什么'),
      { is: 'question', question: '👩‍👩‍👧 是什么' },
    ],
    [
      'a text of the greatest length',
      text('长'.repeat(10_000)),
      { is: 'question', question: '长'.repeat(10_000) },
    ],
    ['a longer text', text('长'.repeat(10_001)), { is: 'reply', text: zh.questionTooLong }],
    [
      'a text of 100,000 characters',
      text('长'.repeat(100_000)),
      { is: 'reply', text: zh.questionTooLong },
    ],
    [
      'an image',
      message({ kind: 'image', picUrl: 'http://mmbiz.qpic.cn/x', mediaId: 'm' }),
      { is: 'reply', text: zh.image },
    ],
    [
      'a voice message',
      message({ kind: 'voice', mediaId: 'm', format: 'amr' }),
      { is: 'reply', text: zh.voice },
    ],
    [
      'a voice message with its words',
      message({ kind: 'voice', mediaId: 'm', format: 'amr', recognition: '今天星期几' }),
      { is: 'question', question: '今天星期几' },
    ],
    [
      'a video',
      message({ kind: 'video', mediaId: 'm', thumbMediaId: 't' }),
      { is: 'reply', text: zh.video },
    ],
    [
      'a short video',
      message({ kind: 'shortvideo', mediaId: 'm', thumbMediaId: 't' }),
      { is: 'reply', text: zh.video },
    ],
    [
      'a file',
      message({
        kind: 'file',
        title: 'a.pdf',
        description: '',
        fileKey: 'k',
        fileMd5: 'd',
        fileTotalBytes: 1,
      }),
      { is: 'reply', text: zh.file },
    ],
    [
      'a mini-program card',
      message({ kind: 'unknown', msgType: 'miniprogrampage' }),
      { is: 'reply', text: zh.otherKind },
    ],
    [
      'an unknown kind',
      message({ kind: 'unknown', msgType: 'x' }),
      { is: 'reply', text: zh.otherKind },
    ],
    [
      'a message of a device, of which no follower knows',
      message({ kind: 'unknown', msgType: 'device_text' }),
      { is: 'nothing' },
    ],
  ])('%s', (_title, inbound, plan) => {
    expect(route(inbound)).toEqual({ ...plan, grant: afterMessage });
  });

  it('a location and a link go to the model, with what they say', () => {
    const location = message({
      kind: 'location',
      latitude: 23.1,
      longitude: 113.3,
      scale: 20,
      label: '天河路',
    });
    const link = message({
      kind: 'link',
      title: '标题',
      description: '',
      url: 'https://example.org/?a=1&b=2',
    });
    expect(route(location)).toMatchObject({
      is: 'question',
      question: expect.stringContaining('天河路'),
    });
    expect(route(location)).toMatchObject({ question: expect.stringContaining('23.1') });
    expect(route(link)).toMatchObject({
      is: 'question',
      question: '我分享了一个链接：\n标题\nhttps://example.org/?a=1&b=2',
    });
  });

  it.each([
    '【收到不支持的消息类型，暂无法显示】',
    '[收到不支持的消息类型，暂无法显示]',
    '【收到不支援的訊息類型，無法顯示】',
    '[Unsupported Message]',
    '[Unsupported message]',
    '【收到不支持的消息类型，暂无法显示】。',
    ' 【收到不支持的消息类型, 暂无法显示】\n',
  ])('a sticker that arrives as %s does not go to the model', (content) => {
    expect(route(text(content))).toMatchObject({ is: 'reply', text: zh.unsupportedMessage });
  });

  it.each([
    '收到不支持的消息类型是什么意思',
    '【收到不支持的消息类型，暂无法显示】这句话是什么意思？',
    '为什么显示【收到不支持的消息类型，暂无法显示】',
    '【收到不支持的消息类型】怎么办',
    '[Unsupported Message] what does it mean?',
    '[Unsupported message]\n怎么解决',
    '[unsupported] how do I fix this?',
    '【收到不支持的消息类型，暂无法显示】【收到不支持的消息类型，暂无法显示】怎么两次',
  ])('a question that quotes one goes to it: %s', (content) => {
    expect(route(text(content))).toMatchObject({ is: 'question', question: content });
  });

  it.each([
    ['a link', message({ kind: 'link', title: 't', description: '长'.repeat(80_000), url: 'u' })],
    [
      'a place',
      message({
        kind: 'location',
        latitude: 1,
        longitude: 2,
        scale: 3,
        label: '长'.repeat(10_000),
      }),
    ],
    [
      'speech',
      message({ kind: 'voice', mediaId: 'm', format: 'amr', recognition: '长'.repeat(10_001) }),
    ],
  ])('%s is as long as a question may be, or is refused', (_what, inbound) => {
    expect(route(inbound)).toMatchObject({ is: 'reply', text: zh.questionTooLong });
  });

  it.each(['。', '，。', '…', ' ', '\u200b'])(
    'speech without a word, %j, is not asked',
    (recognition) => {
      const voice = message({ kind: 'voice', mediaId: 'm', format: 'amr', recognition });
      expect(route(voice)).toMatchObject({ is: 'reply', text: zh.voice });
    },
  );
});

describe('a command', () => {
  const owed: FollowerFacts = { isOwed: true };
  const failed: FollowerFacts = { isOwed: false, failedQuestion: '难题' };

  it.each<[string, FollowerFacts, Plan]>([
    [
      '新对话',
      nothingOwed,
      { is: 'reply', text: zh.newConversation, drop: true, newConversation: true },
    ],
    ['帮助', owed, { is: 'reply', text: zh.help }],
    ['停止', owed, { is: 'reply', text: zh.stopped, drop: true }],
    ['停止', nothingOwed, { is: 'reply', text: zh.nothingToStop, drop: true }],
    ['删除我的数据', owed, { is: 'reply', text: zh.confirmForgetting }],
    ['确认删除', nothingOwed, { is: 'reply', text: zh.forgotten, drop: true, forget: true }],
    ['继续', owed, { is: 'continue' }],
    ['重试', failed, { is: 'question', question: '难题' }],
  ])('%s, facts %j', (word, facts, plan) => {
    expect(route(text(word), facts)).toEqual({ ...plan, grant: afterTap });
  });

  it.each([
    ['继续', zh.nothingToContinue],
    ['重试', zh.nothingToRetry],
  ])('%s costs no call when there is nothing to it', (word, sentence) => {
    const plan = { is: 'reply', text: sentence, grant: afterTap };
    expect(route(text(word))).toEqual(plan);
    expect(route(event({ event: 'click', eventKey: word }))).toEqual(plan);
  });

  it.each<[string, FollowerFacts, Plan]>([
    ['继续。', owed, { is: 'continue' }],
    ['继续。', nothingOwed, { is: 'reply', text: zh.nothingToContinue }],
    ['帮助。', nothingOwed, { is: 'reply', text: zh.help }],
    ['请停止。', owed, { is: 'reply', text: zh.stopped, drop: true }],
    ['删除我的数据。', nothingOwed, { is: 'reply', text: zh.confirmForgetting }],
  ])(
    'works when it is spoken, and allows what a message allows: %s',
    (recognition, facts, plan) => {
      const voice = message({ kind: 'voice', mediaId: 'm', format: 'amr', recognition });
      expect(route(voice, facts)).toEqual({ ...plan, grant: afterMessage });
    },
  );

  it('works from a menu button, and allows what a tap allows', () => {
    const click = (eventKey: string) => event({ event: 'click', eventKey });
    expect(route(click('帮助'))).toEqual({ is: 'reply', text: zh.help, grant: afterTap });
    expect(route(click('继续'), owed)).toEqual({ is: 'continue', grant: afterTap });
    expect(route(click('重试'), failed)).toEqual({
      is: 'question',
      question: '难题',
      grant: afterTap,
    });
    expect(route(click('SOME_KEY'))).toEqual({ is: 'nothing', grant: afterTap });
  });
});

describe('limits', () => {
  const limits = { questionsPerMinute: 1, questionsPerDay: 0, tokensPerDay: 0 };
  const own = { ...settings, limits };
  const used = { inMinute: 1, minuteEndsInMs: 23_000, today: 1, tokensToday: 0 };
  const refused = { is: 'reply', text: zh.tooFast(23) };
  const failed = { isOwed: false, failedQuestion: '难题', used };

  it('refuse a question with the time from which it goes on', () => {
    expect(route(text('天气'), { isOwed: false, used }, own)).toEqual({
      ...refused,
      grant: afterMessage,
    });
  });

  it('count 重试 as a question, typed and from the menu', () => {
    expect(route(text('重试'), failed, own)).toEqual({ ...refused, grant: afterTap });
    const click = event({ event: 'click', eventKey: '重试' });
    expect(route(click, failed, own)).toEqual({ ...refused, grant: afterTap });
  });

  it.each(['帮助', '继续', '停止', '新对话', '删除我的数据'])('leave %s alone', (word) => {
    const facts = { isOwed: true, used };
    expect(route(text(word), facts, own)).toEqual(route(text(word), { isOwed: true }, settings));
  });

  it('leave a message alone that becomes part of a question that was counted', () => {
    const facts = { isOwed: true, collecting: { text: '你好', messages: 1 }, used };
    expect(route(text('还有'), facts, own)).toMatchObject({ is: 'question', joins: true });
  });

  it.each([
    ['in length', { text: '长'.repeat(9998), messages: 2 }],
    ['in messages', { text: '短', messages: 20 }],
  ])(
    'bound a question of several messages %s; what does not fit counts for itself',
    (_in, collecting) => {
      const facts = { isOwed: true, collecting };
      expect(route(text('还有'), facts)).not.toHaveProperty('joins');
      expect(route(text('还有'), { ...facts, used }, own)).toMatchObject(refused);
    },
  );

  it('leave alone of whom nothing is counted', () => {
    expect(route(text('天气'), nothingOwed, own).is).toBe('question');
  });
});

describe('an event of every kind', () => {
  it('subscribe is welcomed', () => {
    const plan = { is: 'reply', text: zh.welcome, grant: afterTap };
    expect(route(event({ event: 'subscribe' }))).toEqual(plan);
    expect(route(event({ event: 'subscribe', scene: '7', ticket: 't' }))).toEqual(plan);
  });

  it.each([true, false])('unsubscribe drops what is owed; it forgets as set: %s', (forgets) => {
    const own = { ...settings, forgetsOnUnsubscribe: forgets };
    expect(route(event({ event: 'unsubscribe' }), nothingOwed, own)).toEqual({
      is: 'nothing',
      drop: true,
      forget: forgets,
    });
  });

  it.each<FollowerEvent>([
    event({ event: 'scan', scene: '7' }),
    event({ event: 'scancode_push', eventKey: 'k', scanType: 'qrcode', scanResult: '1' }),
    event({ event: 'scancode_waitmsg', eventKey: 'k', scanType: 'qrcode', scanResult: '1' }),
  ])('$event says nothing, and allows what a tap allows', (inbound) => {
    expect(route(inbound)).toEqual({ is: 'nothing', grant: afterTap });
  });

  it.each<FollowerEvent>([
    event({ event: 'location', latitude: 1, longitude: 2, precision: 3 }),
    event({ event: 'view', eventKey: 'https://example.org' }),
    event({ event: 'view_miniprogram', eventKey: 'pages/index' }),
    event({ event: 'pic_sysphoto', eventKey: 'k', pictures: 1 }),
    event({ event: 'pic_photo_or_album', eventKey: 'k', pictures: 1 }),
    event({ event: 'pic_weixin', eventKey: 'k', pictures: 1 }),
    event({
      event: 'location_select',
      eventKey: 'k',
      latitude: 1,
      longitude: 2,
      scale: 3,
      label: '',
      poiName: '',
    }),
    event({ event: 'templatesendjobfinish', jobId: '1', status: 'success' }),
    event({
      event: 'masssendjobfinish',
      jobId: '1',
      status: '',
      totalCount: 1,
      filterCount: 1,
      sentCount: 1,
      errorCount: 0,
    }),
    event({ event: 'freepublishjobfinish', jobId: '1', status: '0' }),
    event({ event: 'subscribe_msg_popup_event', choices: [] }),
    event({ event: 'subscribe_msg_change_event', choices: [] }),
    event({ event: 'subscribe_msg_sent_event', results: [] }),
    event({ event: 'user_info_modified' }),
    event({ event: 'kf_create_session', kfAccount: 'a' }),
    event({ event: 'kf_close_session', kfAccount: 'a' }),
    event({ event: 'kf_switch_session', fromKfAccount: 'a', toKfAccount: 'b' }),
    event({ event: 'qualification_verify_success', expiresAt: 0 }),
    event({ event: 'naming_verify_fail', failedAt: 0, reason: '' }),
    event({ event: 'annual_renew', expiresAt: 0 }),
    event({ event: 'debug_demo', text: 'hello' }),
    event({ event: 'unknown', name: 'user_get_card' }),
  ])('$event says nothing and allows nothing', (inbound) => {
    expect(route(inbound)).toEqual({ is: 'nothing' });
  });
});
