import { commandLine } from '../config/command-line.ts';
import type { AdviceLanguage } from '../runtime/sentence.ts';
import type { NextStep, Setup, SetupDocuments } from './setup.ts';

/** The texts about a server's set-up on the terminal. */
export interface SetupTexts {
  readonly name: string;
  readonly model: string;
  readonly account: string;
  readonly documents: string;
  readonly others: string;
  readonly next: string;
  readonly tryIt: string;
  readonly console: string;
  /** Asks for the first password. */
  setPassword(link: string): string;
  /** Labels how the page is opened from another machine. */
  readonly fromAfar: string;
  readonly noModel: string;
  readonly noAccount: string;
  describeAccount(account: NonNullable<Setup['account']>): string;
  describeDocuments(documents: SetupDocuments): string;
  /** What to do next, in .env and at WeChat. */
  readonly steps: Readonly<Record<NextStep, string>>;
  /** The same for what the console leads through. */
  readonly stepsInConsole: Readonly<Partial<Record<NextStep, string>>>;
  readonly inBrowser: string;
  /** After the address for a browser. */
  readonly inTerminal: string;
  inTerminalOnly(command: string): string;
  /** Tells how to reach the page of a server that runs elsewhere and opens it to its own machine only. */
  tunnel(port: number): string;
}

const MODES = {
  zh: { auto: '自动识别加密方式', plain: '明文模式', compat: '兼容模式', safe: '安全模式' },
  en: { auto: 'any mode', plain: 'plain mode', compat: 'compat mode', safe: 'safe mode' },
} as const;

const zh: SetupTexts = {
  name: '快回 Kuaihui',
  model: '模型',
  account: '公众号',
  documents: '资料',
  others: '其他公众号',
  next: '下一步',
  tryIt: '试用',
  console: '控制台',
  setPassword: (link) => `用这个链接设置密码（24 小时内有效）${link}`,
  fromAfar: '远程打开',
  noModel: '还没有接入，先用资料里的原文回答',
  noAccount: '还没有接入',
  describeAccount: ({ appId, mode, callsApi }) =>
    [
      appId ?? '没有填 AppID',
      MODES.zh[mode],
      callsApi ? '可调用微信接口' : '没有填 AppSecret',
    ].join('，'),
  describeDocuments: ({ documents, passages, failed, folder }) =>
    [
      `${documents} 个文档，${passages} 个段落`,
      ...(failed > 0 ? [`${failed} 个读不了（${commandLine('kb list')}）`] : []),
      ...(folder === undefined ? [] : [`文件夹 ${folder}`]),
    ].join('，'),
  steps: {
    'connect a model':
      '接入模型：在 .env 里填 CHAT_MODELS 和厂商的密钥（如 DEEPSEEK_API_KEY），再重新启动（见 docs/models.zh-CN.md）',
    'connect an account':
      '接入公众号：在 .env 里填 WECHAT_TOKEN 等几项，再重新启动（见 docs/accounts.zh-CN.md）',
    'save the address':
      '到微信后台的“消息推送”填写网址 https://你的域名/wechat 并保存，再给公众号发一条消息',
    nothing: '没有了：微信的消息已经能收到',
  },
  stepsInConsole: {
    'connect a model': '打开控制台，接入助手会带你接入模型、资料和公众号',
    'connect an account': '打开控制台，接入助手会带你接入公众号',
  },
  inBrowser: '在浏览器里打开',
  inTerminal: '或另开一个终端，在这个文件夹里运行',
  inTerminalOnly: (command) => `另开一个终端，在这个文件夹里运行 ${command}`,
  tunnel: (port) => `先在自己的电脑上运行 ssh -L ${port}:localhost:${port} 你的服务器`,
};

const en: SetupTexts = {
  name: 'Kuaihui 快回',
  model: 'model',
  account: 'account',
  documents: 'documents',
  others: 'others',
  next: 'next step',
  tryIt: 'try it',
  console: 'console',
  setPassword: (link) => `set its password with this link, within 24 hours: ${link}`,
  fromAfar: 'from afar',
  noModel: 'none yet; questions are answered with quotations from documents',
  noAccount: 'none yet',
  describeAccount: ({ appId, mode, callsApi }) =>
    [appId ?? 'no AppID', MODES.en[mode], callsApi ? "calls WeChat's API" : 'no AppSecret'].join(
      ', ',
    ),
  describeDocuments: ({ documents, passages, failed, folder }) =>
    [
      `${documents} ${documents === 1 ? 'document' : 'documents'}, ${passages} ${passages === 1 ? 'passage' : 'passages'}`,
      ...(failed > 0 ? [`${failed} could not be read (${commandLine('kb list')})`] : []),
      ...(folder === undefined ? [] : [`folder ${folder}`]),
    ].join(', '),
  steps: {
    'connect a model':
      'connect a model: set CHAT_MODELS and the key of its provider, such as DEEPSEEK_API_KEY, in .env, then start again (docs/models.md)',
    'connect an account':
      'connect an Official Account: set WECHAT_TOKEN and its neighbours in .env, then start again (docs/accounts.md)',
    'save the address':
      "type https://your.domain/wechat as the URL into WeChat's backend (消息推送), save it, and send the account a message",
    nothing: 'none: messages from WeChat arrive',
  },
  stepsInConsole: {
    'connect a model':
      'open the console: its set-up assistant leads to a model, documents and an account',
    'connect an account': 'open the console: its set-up assistant leads to an account',
  },
  inBrowser: 'open in a browser',
  inTerminal: 'or, in a second terminal in this folder, run',
  inTerminalOnly: (command) => `run ${command} in a second terminal in this folder`,
  tunnel: (port) => `first, on your own computer, run ssh -L ${port}:localhost:${port} your-server`,
};

/** Returns the texts in one language. */
export function setupTexts(language: AdviceLanguage): SetupTexts {
  return language === 'zh' ? zh : en;
}
