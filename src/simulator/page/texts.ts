import type { AnswererKind, LastingFault, Setup, SingleFault } from '../page-events.ts';

export type Language = 'zh' | 'en';

/** Every sentence of the page; one catalogue per language. What followers read comes from the bot. */
export interface PageTexts {
  readonly title: string;
  readonly otherLanguage: string;
  readonly offline: string;
  readonly chat: string;
  readonly inspector: string;
  readonly settings: string;
  readonly account: string;
  readonly accountKind: string;
  readonly kinds: Readonly<Record<Setup['accountKind'], readonly [name: string, about: string]>>;
  readonly mode: string;
  readonly modes: Readonly<Record<Setup['mode'], string>>;
  readonly modeNeedsKey: string;
  readonly answeredBy: string;
  readonly answerers: Readonly<Record<AnswererKind, string>>;
  readonly practiceAbout: string;
  readonly modelAbout: string;
  readonly practiceSeconds: (seconds: number) => string;
  readonly faults: string;
  readonly faultsAbout: string;
  readonly singleFaults: Readonly<Record<SingleFault, readonly [name: string, remark: string]>>;
  readonly lastingFaults: Readonly<Record<LastingFault, string>>;
  readonly verify: string;
  readonly verified: string;
  readonly clear: string;
  readonly clearAsk: string;
  readonly addFollower: string;
  readonly typing: string;
  readonly officialAccount: string;
  readonly messagePlaceholder: string;
  readonly send: string;
  readonly more: string;
  readonly showMenu: string;
  readonly showKeyboard: string;
  readonly tools: Readonly<
    Record<
      | 'picture'
      | 'voice'
      | 'video'
      | 'file'
      | 'location'
      | 'link'
      | 'sticker'
      | 'scan'
      | 'subscribe'
      | 'unsubscribe',
      string
    >
  >;
  readonly fields: Readonly<
    Record<'place' | 'latitude' | 'longitude' | 'scene' | 'title' | 'address', string>
  >;
  readonly ok: string;
  readonly cancel: string;
  readonly did: Readonly<Record<string, string>>;
  readonly aiNote: string;
  readonly passive: string;
  readonly customerService: string;
  readonly owed: string;
  readonly switched: Readonly<Record<'account-kind' | 'mode' | 'answerer', string>>;
  readonly left: string;
  readonly quota: (left: number) => string;
  readonly quotaNone: string;
  readonly windowFor: (time: string) => string;
  readonly nothingYet: string;
  readonly attempt: (number: number) => string;
  readonly attempts: (count: number) => string;
  readonly waiting: string;
  readonly how: Readonly<Record<'answered' | 'timed out' | 'refused' | 'failed', string>>;
  readonly shown: Readonly<Record<'text' | 'nothing' | 'notice', string>>;
  readonly modelRow: string;
  readonly apiRow: string;
  readonly messagesRow: string;
  readonly firstText: string;
  readonly sources: string;
  readonly requestXml: string;
  readonly replyXml: string;
  readonly replyBody: string;
  readonly noBody: string;
  readonly apiCalls: string;
  readonly answerLost: string;
  readonly connectionDropped: string;
  readonly modelCall: string;
  readonly modelEnds: Readonly<Record<string, string>>;
  readonly tokens: (asked: number, written: number) => string;
  readonly characters: (count: number) => string;
  readonly deliversEarlier: string;
  readonly inspect: string;
}

export const zh: PageTexts = {
  title: '快回模拟器',
  otherLanguage: 'English',
  offline: '服务器断开了，正在重连…',
  chat: '聊天',
  inspector: '检查',
  settings: '设置',
  account: '公众号',
  accountKind: '账号类型',
  kinds: {
    personal: ['个人订阅号', '未认证，没有客服消息'],
    'certified-subscription': ['认证订阅号', '有客服消息'],
    'certified-service': ['认证服务号', '有客服消息'],
    sandbox: ['接口测试号', '有客服消息，没有“正在输入”'],
  },
  mode: '消息加解密方式',
  modes: { plain: '明文', compat: '兼容', safe: '安全' },
  modeNeedsKey: '兼容和安全模式要用 --app-id 和 --aes-key 启动',
  answeredBy: '谁来回答',
  answerers: { model: '大模型', knowledge: '资料库', practice: '练习模型' },
  practiceAbout: '练习模型不是大模型：它把一段预先写好的长文字按选定的速度写出来。',
  modelAbout: '每次提问都会调用大模型，会产生费用。',
  practiceSeconds: (seconds) => `一个回答写 ${seconds} 秒`,
  faults: '制造故障',
  faultsAbout: '点一下，下一次就会发生。',
  singleFaults: {
    'lose-reply': ['丢失回复', '下一次回复会在回微信的路上丢失'],
    'lose-attempt': ['丢失推送', '下一条消息的第一次推送到不了服务器'],
    'double-push': ['重复推送', '下一次推送会同时来两份'],
    'other-process': ['推给另一个进程', '下一次推送会到另一个进程'],
    'api-busy': ['接口繁忙', '下一次发客服消息，微信会答 -1'],
    'lose-api-answer': ['丢失接口应答', '下一次接口调用会成功，但收不到应答'],
    'drop-api-call': ['接口断线', '下一次接口调用会断线'],
    'steal-token': ['令牌被抢', '另一台服务器换走了 access_token（40001）'],
    'expire-token': ['令牌过期', 'access_token 过期了（42001）'],
    'spend-quota': ['用完客服消息', '客服消息配额已经用完（45047）'],
    'close-window': ['过了 48 小时', '客服消息的时限已过（45015）'],
  },
  lastingFaults: {
    'refuse-ip': 'IP 不在白名单（40164）',
    'revoke-permission': '客服权限被收回（48001）',
    'slow-api': '接口慢 3 秒',
  },
  verify: '验证服务器地址',
  verified: '微信认可这个服务器地址。',
  clear: '全部重来',
  clearAsk: '清空所有聊天，重新开始？',
  addFollower: '再来一位关注者',
  typing: '对方正在输入…',
  officialAccount: '我的公众号',
  messagePlaceholder: '发消息',
  send: '发送',
  more: '更多',
  showMenu: '显示菜单',
  showKeyboard: '显示键盘',
  tools: {
    picture: '图片',
    voice: '语音',
    video: '视频',
    file: '文件',
    location: '位置',
    link: '链接',
    sticker: '表情',
    scan: '扫码',
    subscribe: '关注',
    unsubscribe: '取消关注',
  },
  fields: {
    place: '地点',
    latitude: '纬度',
    longitude: '经度',
    scene: '二维码场景值',
    title: '标题',
    address: '网址',
  },
  ok: '确定',
  cancel: '取消',
  did: {
    subscribe: '关注了公众号',
    unsubscribe: '取消了关注',
    scan: '扫了二维码',
    click: '点了菜单',
    location: '上报了位置',
    sticker: '[自定义表情]',
  },
  aiNote: '内容由 AI 生成',
  passive: '被动回复',
  customerService: '客服消息',
  owed: '还没送到',
  switched: {
    'account-kind': '账号类型换成',
    mode: '加解密方式换成',
    answerer: '回答者换成',
  },
  left: '已取消关注，不能发消息',
  quota: (left) => `客服消息还能发 ${left} 条`,
  quotaNone: '现在不能发客服消息',
  windowFor: (time) => `有效期 ${time}`,
  nothingYet: '在聊天里发一条消息，这里就会显示它经过的每一步。',
  attempt: (number) => `推送 ${number}`,
  attempts: (count) => `推送 ${count} 次`,
  waiting: '等待中',
  how: { answered: '已回复', 'timed out': '超时', refused: '拒绝连接', failed: '失败' },
  shown: { text: '显示回复', nothing: '没有被动回复', notice: '显示故障提示' },
  modelRow: '回答者',
  apiRow: '接口',
  messagesRow: '客服消息',
  firstText: '第一个字',
  sources: '回答是怎样送到的',
  requestXml: '推送的 XML（已解密）',
  replyXml: '回复的 XML（已解密）',
  replyBody: '回复的原文',
  noBody: '没有内容',
  apiCalls: '接口调用',
  answerLost: '应答丢失',
  connectionDropped: '断线',
  modelCall: '回答者',
  modelEnds: {
    stop: '写完了',
    length: '到了长度上限',
    'content-filter': '被内容审核拦下',
    unknown: '结束',
    stopped: '被叫停',
  },
  tokens: (asked, written) => `${asked} + ${written} token`,
  characters: (count) => `${count} 字`,
  deliversEarlier: '这一次送的是前面问题的回答。',
  inspect: '查看经过',
};

export const en: PageTexts = {
  title: 'Kuaihui simulator',
  otherLanguage: '中文',
  offline: 'The server is away, connecting again…',
  chat: 'Chat',
  inspector: 'Inspector',
  settings: 'Settings',
  account: 'Account',
  accountKind: 'Kind of account',
  kinds: {
    personal: ['Personal', 'uncertified, no customer-service messages'],
    'certified-subscription': ['Subscription, certified', 'customer-service messages'],
    'certified-service': ['Service, certified', 'customer-service messages'],
    sandbox: ['Sandbox', 'customer-service messages, no typing indicator'],
  },
  mode: 'Message mode',
  modes: { plain: 'plain', compat: 'compat', safe: 'safe' },
  modeNeedsKey: 'Compat and safe need --app-id and --aes-key at the start',
  answeredBy: 'Who answers',
  answerers: { model: 'Language model', knowledge: 'Documents', practice: 'Practice model' },
  practiceAbout:
    'The practice model is no language model: it writes a canned long text at the chosen speed.',
  modelAbout: 'Every question calls the model and may cost money.',
  practiceSeconds: (seconds) => `${seconds} s for one answer`,
  faults: 'Play a fault',
  faultsAbout: 'Press one, and it happens the next time.',
  singleFaults: {
    'lose-reply': ['Lose reply', 'The next reply will be lost on its way to WeChat'],
    'lose-attempt': ['Lose push', 'The first push of the next message will not arrive'],
    'double-push': ['Double push', 'The next push will come twice at once'],
    'other-process': ['Another process', 'The next push will go to another process'],
    'api-busy': ['API busy', 'The next customer-service message will be answered with -1'],
    'lose-api-answer': ['Lose API answer', 'The next API call will work, but its answer is lost'],
    'drop-api-call': ['Break API call', 'The next API call will meet a closed connection'],
    'steal-token': ['Token stolen', 'Another server replaced the access_token (40001)'],
    'expire-token': ['Token expired', 'The access_token is over (42001)'],
    'spend-quota': ['Quota spent', 'All customer-service messages are used (45047)'],
    'close-window': ['48 h are over', 'The time for customer-service messages is over (45015)'],
  },
  lastingFaults: {
    'refuse-ip': 'IP not whitelisted (40164)',
    'revoke-permission': 'Permission withdrawn (48001)',
    'slow-api': 'API 3 s slower',
  },
  verify: 'Verify the server URL',
  verified: 'WeChat accepts this server URL.',
  clear: 'Start afresh',
  clearAsk: 'Clear all chats and start afresh?',
  addFollower: 'Add a follower',
  typing: 'Typing…',
  officialAccount: 'My account',
  messagePlaceholder: 'Message',
  send: 'Send',
  more: 'More',
  showMenu: 'Show menu',
  showKeyboard: 'Show keyboard',
  tools: {
    picture: 'Picture',
    voice: 'Voice',
    video: 'Video',
    file: 'File',
    location: 'Location',
    link: 'Link',
    sticker: 'Sticker',
    scan: 'Scan',
    subscribe: 'Follow',
    unsubscribe: 'Unfollow',
  },
  fields: {
    place: 'Place',
    latitude: 'Latitude',
    longitude: 'Longitude',
    scene: 'Scene of the QR code',
    title: 'Title',
    address: 'Address',
  },
  ok: 'OK',
  cancel: 'Cancel',
  did: {
    subscribe: 'followed the account',
    unsubscribe: 'left the account',
    scan: 'scanned a QR code',
    click: 'tapped the menu',
    location: 'reported a location',
    sticker: '[Sticker]',
  },
  aiNote: 'Generated by AI',
  passive: 'passive reply',
  customerService: 'customer service',
  owed: 'not delivered yet',
  switched: {
    'account-kind': 'The account is now:',
    mode: 'The message mode is now:',
    answerer: 'Answers come from now on from:',
  },
  left: 'Left the account and cannot write',
  quota: (left) => `${left} customer-service message${left === 1 ? '' : 's'} left`,
  quotaNone: 'No customer-service message allowed now',
  windowFor: (time) => `for ${time}`,
  nothingYet: 'Write something in the chat, and every step of its way is shown here.',
  attempt: (number) => `Push ${number}`,
  attempts: (count) => `${count} push${count === 1 ? '' : 'es'}`,
  waiting: 'waiting',
  how: { answered: 'answered', 'timed out': 'timed out', refused: 'refused', failed: 'failed' },
  shown: { text: 'reply shown', nothing: 'no passive reply', notice: 'notice shown' },
  modelRow: 'Answerer',
  apiRow: 'API',
  messagesRow: 'Messages',
  firstText: 'first text',
  sources: 'How the answer was delivered',
  requestXml: 'Pushed XML (decrypted)',
  replyXml: 'Reply XML (decrypted)',
  replyBody: 'Reply as it was sent',
  noBody: 'nothing',
  apiCalls: 'API calls',
  answerLost: 'answer lost',
  connectionDropped: 'connection broken',
  modelCall: 'Answerer',
  modelEnds: {
    stop: 'finished',
    length: 'reached its length limit',
    'content-filter': 'stopped by a content filter',
    unknown: 'ended',
    stopped: 'stopped',
  },
  tokens: (asked, written) => `${asked} + ${written} tokens`,
  characters: (count) => `${count} characters`,
  deliversEarlier: 'This delivered the answer to an earlier question.',
  inspect: 'Show the way',
};
