/** What `--help` says of a command in Chinese. Options and arguments are named as they are typed. */
export interface ChineseHelp {
  readonly says: string;
  readonly options?: Readonly<Record<string, string>>;
  readonly arguments?: Readonly<Record<string, string>>;
}

/** The options that say the same wherever they stand, unless the command itself has other words for them. */
export const SHARED_OPTIONS: Readonly<Record<string, string>> = {
  '--help': '显示用法',
  '--version': '显示版本',
  '--json': '以 JSON 输出',
  '--account': '哪个公众号',
};

const ACCOUNT_NAME = { name: '小写字母、数字和短横线；default 是 .env 里的那个公众号' };
const KEY_VALUE = 'KEY 同 .env.example；KEY=- 从标准输入读一行，这样密钥不会出现在进程列表里';
const WEBHOOK_OPTIONS = {
  '--url': '机器人的接口地址（默认：本机、PORT、/wechat）',
  '--token':
    '默认：WECHAT_TOKEN，没有就用控制台里存的，或服务器在 DATA_DIR 里生成的 token；写在这里，本机的其他用户可能看得到',
  '--token-file': '第一行是 token 的文件；- 表示标准输入',
  '--mode': '微信用哪种消息加解密方式',
  '--app-id': '兼容模式和安全模式要用（默认：WECHAT_APP_ID）',
  '--aes-key': '兼容模式和安全模式要用（默认：WECHAT_ENCODING_AES_KEY）',
  '--aes-key-file': '第一行是 EncodingAESKey 的文件；- 表示标准输入',
  '--account-kind': '公众号的类型，它决定能用哪些接口',
};

/** The Chinese of every command by its words; the English stands where the command is declared. */
export const CHINESE_HELP: Readonly<Record<string, ChineseHelp>> = {
  '': { says: '连接微信公众号和大语言模型的桥。' },
  start: {
    says: '启动服务器，不写命令也一样；数据在 ./data，设置来自控制台、.env 和环境变量，Prometheus 指标在 /metrics',
    options: { '--open': '在本机的浏览器里打开控制台' },
  },
  init: { says: '在当前文件夹写出列有全部设置的 .env.example；没有 .env 时照它写一份' },
  check: {
    says: '不启动，只说设置有什么问题，比如重新加载之前',
    options: {
      '--online':
        '还问一次模型（几个 token）、搜索服务（一次搜索）和微信：密钥、地址、模型、余额、AppSecret、IP 白名单',
    },
  },
  chat: {
    says: '在终端里像微信粉丝那样和正在运行的服务器聊天',
    options: {
      ...WEBHOOK_OPTIONS,
      '--open-id': '用同一个粉丝回来接着聊',
      '--api-port': '在这个端口模拟微信接口，用来收客服消息',
      '--once': '只问一个问题，显示回答后退出',
    },
  },
  keys: { says: '显示模拟器和指标的地址，带各自的密钥' },
  simulator: {
    says: '打开模拟器的网页，用于这个服务器，或任何接入微信的机器人',
    options: {
      ...WEBHOOK_OPTIONS,
      '--other-url': '同一个机器人另一个进程的接口地址',
      '--port': '网页用的端口',
      '--host': '监听的地址',
      '--api-port': '在哪个端口模拟微信接口',
    },
  },
  account: { says: '管理服务器上的公众号，服务器运行时也可以' },
  'account list': { says: '列出全部公众号：哪些暂停了，各自的接口路径' },
  'account show': {
    says: '显示一个公众号的设置；密钥只显示名字',
    arguments: ACCOUNT_NAME,
    options: { '--json': '以 JSON 输出，带默认值' },
  },
  'account add': {
    says: '添加公众号；在终端里会逐项询问微信后台显示的内容',
    arguments: { ...ACCOUNT_NAME, 'key=value': KEY_VALUE },
  },
  'account set': {
    says: '修改公众号的设置；值留空就是去掉这一项',
    arguments: { ...ACCOUNT_NAME, 'key=value': KEY_VALUE },
    options: { '--revoke': '让上次修改之前的 token 立刻失效' },
  },
  'account unset': {
    says: '去掉公众号的设置，改用默认值',
    arguments: { ...ACCOUNT_NAME, key: 'KEY 同 .env.example' },
  },
  'account pause': { says: '让公众号先不用模型回答，直到恢复', arguments: ACCOUNT_NAME },
  'account resume': { says: '让暂停的公众号恢复回答', arguments: ACCOUNT_NAME },
  'account remove': {
    says: '删除公众号，连同它的粉丝写过的一切',
    arguments: ACCOUNT_NAME,
    options: { '--yes': '不再询问' },
  },
  console: { says: '在浏览器里打开控制台：设第一个密码，或重设忘掉的密码' },
  'console link': { says: '生成一个新的一次性链接，用来设所有者的密码' },
  'console reset-password': {
    says: '设一个用户的密码；从终端读，或读标准输入的第一行',
    options: { '--name': '谁的密码' },
  },
  secret: { says: '管理保护公众号密钥的那把钥匙' },
  'secret rotate': {
    says: '换一把新钥匙，把全部密钥重新加密，服务器运行时也可以',
    options: { '--lost': '旧钥匙丢了：用现有的那把继续，密钥要重新设置' },
  },
  models: {
    says: '把设好的模型各问一次（最多 16 个 token）：答不答、多快、要改什么',
    options: { '--account': '问哪个公众号的模型' },
  },
  doctor: {
    says: '检查回答要用到的一切：设置、数据库、磁盘、时钟、模型（几个 token）、公网地址、证书、微信；什么也不改',
    options: { '--account': '只检查一个公众号（默认：全部）' },
  },
  usage: {
    says: '显示每天、每个公众号、每个模型用了多少 token、花了多少钱（PRICES_FILE），服务器运行时也可以',
    options: { '--days': '多少天，含今天', '--account': '只看这个公众号' },
  },
  backup: {
    says: '把数据库、文档和设置写成一个文件，服务器运行时也可以',
    arguments: { file: '新文件，要放在 DATA_DIR 外面' },
    options: {
      '--with-secrets':
        '带上密钥、token 和控制台的用户，用口令加密：在提示处输入、标准输入的第一行，或 KUAIHUI_PASSPHRASE',
      '--json': '以 JSON 输出备份里有什么',
    },
  },
  restore: {
    says: '在服务器停止时恢复备份；先全部校验一遍',
    arguments: { file: '备份文件' },
    options: {
      '--yes': '替换现有的数据；旧数据留在新数据旁边',
      '--without-secrets': '不恢复备份里的密钥，这样不用口令',
    },
  },
  migrate: {
    says: '在服务器停止时把全部数据在 DATA_DIR 和 Redis 之间复制；来源保持不变',
    options: { '--to': '数据去哪里；两个方向都由 REDIS_URL 指明 Redis' },
  },
  'upgrade-check': {
    says: '这个版本第一次用现有数据启动之前要做什么；什么也不改',
    arguments: { from: '之前的版本，比如 0.1.0（默认：上次使用这些数据的版本）' },
  },
  kb: { says: '管理公众号用来回答的文档，服务器运行时也可以' },
  'kb list': { says: '列出文档，以及它们的问题' },
  'kb add': {
    says: '收入文件、文件夹（Markdown、文本、HTML、PDF、DOCX、XLSX、CSV）和网页',
    arguments: { 'file|folder|URL': '已经有的会被替换；站点地图会收入其中的网页' },
    options: {
      '--base': '收进哪个资料库（默认：这个公众号的第一个）',
      '--address': '粉丝能打开这篇文档的网址；只用于单个文件',
      '--most': '一份站点地图最多收入几个网页（1 到 1000）',
    },
  },
  'kb sync-articles': {
    says: '收入公众号自己发布的文章，去掉已经删除的',
    options: { '--most': '最多跟进多少篇，从最新的算起（1 到 1000）' },
  },
  'kb remove': {
    says: '删除一个文档',
    arguments: { document: '列表里的名字' },
    options: { '--base': '几个资料库里有同名文档时，指明是哪个' },
  },
  'kb search': {
    says: '显示一个问题找到的段落，最合适的在前',
    arguments: { question: '要找的问题' },
    options: { '--limit': '最多显示几个（1 到 50）' },
  },
  'kb ask': {
    says: '像回答粉丝那样回答；可能会调用一次模型',
    arguments: { question: '要问的问题' },
  },
  'kb eval': {
    says: '测一测正确的文档有多常被找到',
    arguments: { file: '第一行是 问题,文档 或 question,document 的 CSV' },
  },
  'kb enrich': { says: '让模型在后台写出每个段落能回答的问题' },
  'kb unanswered': {
    says: '列出文档没能回答的问题，或给其中一个写好固定的回答',
    arguments: {
      answer: '写 answer 这个词，就是回答一个问题',
      id: '列表里显示的编号',
      text: '回答，写在引号里',
    },
  },
  feedback: { says: '看粉丝怎么评价回答，把他们的纠正变成回答，服务器运行时也可以' },
  'feedback list': { says: '列出多个粉丝一致的草稿，以及粉丝对回答的评价' },
  'feedback accept': {
    says: '采纳草稿，粉丝会一字不差地读到它',
    arguments: { id: 'kuaihui feedback list 显示的编号' },
  },
  'feedback reject': {
    says: '不采纳草稿，以后说法一样的也不再显示',
    arguments: { id: 'kuaihui feedback list 显示的编号' },
  },
  'feedback edit': {
    says: '修改草稿里的回答',
    arguments: { id: 'kuaihui feedback list 显示的编号', text: '回答，写在引号里' },
  },
};
