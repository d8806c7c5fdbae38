import { bilingual } from '../../texts/bilingual.ts';

export const watchTexts = bilingual({
  zh: {
    watchIntro:
      '现在到微信后台点“提交”，再点“启用”，然后用手机给公众号发一句话。微信的每次来访都会出现在下面。',
    newestMessage: '最新的一条消息',
    theirQuestion: '粉丝',
    ourAnswer: '回答',
    isWritten: '正在写……',
    toTurn: '看它的全过程',
    calls: '微信的来访',
    ok: '通过',
    notOk: '没通过',
    checks: {
      path: '路径',
      query: '参数',
      signature: 'Token',
      clock: '时钟',
      body: '内容完整',
      format: '格式',
      mode: '加解密方式',
      key: 'EncodingAESKey',
      appId: 'AppID',
      message: '消息',
      reply: '回复',
    },
  },
  en: {
    watchIntro:
      "Now press 提交 in WeChat's backend, then 启用, and write to the account with your phone. Each call of WeChat shows up below.",
    newestMessage: 'The newest message',
    theirQuestion: 'Follower',
    ourAnswer: 'Answer',
    isWritten: 'being written …',
    toTurn: 'See its whole way',
    calls: "WeChat's calls",
    ok: 'good',
    notOk: 'not good',
    checks: {
      path: 'Path',
      query: 'Query',
      signature: 'Token',
      clock: 'Clock',
      body: 'Whole body',
      format: 'Format',
      mode: 'Message mode',
      key: 'EncodingAESKey',
      appId: 'AppID',
      message: 'Message',
      reply: 'Reply',
    },
  },
});
