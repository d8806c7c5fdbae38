import type { Sentence } from '../runtime/sentence.ts';
import { endsOf, shorten, showText, showValue } from './secrecy.ts';

/** The texts about setting values that cannot be used. */
export const settingTexts = {
  number: (name: string, value: string, least: number, most: number): Sentence => ({
    en: `${name} must be a number from ${least} to ${most}; ${showText(value)} was read.`,
    zh: `${name} 要填 ${least} 到 ${most} 的数字，读到的是 ${showText(value)}。`,
  }),
  wholeNumber: (name: string, value: number): Sentence => ({
    en: `${name} must be a whole number; ${value} was read.`,
    zh: `${name} 要填整数，读到的是 ${value}。`,
  }),
  oneOf: (name: string, value: string, choices: readonly string[]): Sentence => ({
    en: `${name} must be one of: ${choices.join(', ')}; ${showText(value)} was read.`,
    zh: `${name} 只能填其中之一：${choices.join('、')}，读到的是 ${showText(value)}。`,
  }),
  yesNo: (name: string, value: string): Sentence => ({
    en: `${name} must be on or off; ${showText(value)} was read.`,
    zh: `${name} 要填 on 或 off（开或关），读到的是 ${showText(value)}。`,
  }),
  host: (value: string): Sentence => ({
    en: `HOST must be an address such as 127.0.0.1, or a name, without http:// and without a port (that is PORT); ${showText(value)} was read. Leave it out to listen on every address.`,
    zh: `HOST 要填 127.0.0.1 这样的地址或主机名，不带 http:// 和端口（端口写在 PORT 里），读到的是 ${showText(value)}。要监听全部地址就不填。`,
  }),
  httpUrl: (name: string, value: string): Sentence => ({
    en: `${name} must be an address that begins with http:// or https://; ${showValue(name, value)} was read.`,
    zh: `${name} 要填以 http:// 或 https:// 开头的地址，读到的是 ${showValue(name, value)}。`,
  }),
  redisUrl: (name: string): Sentence => ({
    en: `${name} must be an address such as redis://127.0.0.1:6379, redis://:password@host:6379/0, or rediss:// for TLS. In a password, write @ as %40, : as %3A, / as %2F, # as %23 and % as %25.`,
    zh: `${name} 要填 redis://127.0.0.1:6379、redis://:密码@主机:6379/0 这样的地址，TLS 用 rediss://。密码里的 @ 写成 %40，: 写成 %3A，/ 写成 %2F，# 写成 %23，% 写成 %25。`,
  }),
  json: (name: string, value: string): Sentence => ({
    en: `${name} must be a JSON object on one line, such as {"enable_thinking":false}; ${showText(value)} was read.`,
    zh: `${name} 要填写在一行里的 JSON 对象，例如 {"enable_thinking":false}，读到的是 ${showText(value)}。`,
  }),
  ownFields: (name: string, fields: readonly string[]): Sentence => ({
    en: `${name} cannot set ${fields.join(', ')}: Kuaihui sets ${fields.length > 1 ? 'them' : 'it'} itself. Take ${fields.length > 1 ? 'them' : 'it'} out; the model's name stands in CHAT_MODELS or OPENAI_MODEL.`,
    zh: `${name} 里的 ${fields.join('、')} 不起作用，由快回自己填。请去掉；模型名写在 CHAT_MODELS 或 OPENAI_MODEL 里。`,
  }),
  twoSettings: (name: string, other: string): Sentence => ({
    en: `${name} holds ${other}=… as well. Put each setting on a line of its own.`,
    zh: `${name} 的值里还有 ${other}=…。请每行只写一个设置。`,
  }),
  otherComment: (name: string, mark: string): Sentence => ({
    en: `${name} holds ${mark}, which begins no comment here. Take it away with what follows, or write # with a space before it.`,
    zh: `${name} 的值里有 ${mark}，在这里它不是注释。请去掉它和后面的内容，或改用 #，前面空一格。`,
  }),
  several: (name: string): Sentence => ({
    en: `${name} holds several values with commas between them, and Kuaihui takes one. Keep one, or name several models in CHAT_MODELS, such as openai/first,openai/second.`,
    zh: `${name} 里用逗号写了好几个值，快回只用一个。请只留一个；要用几个模型，就写在 CHAT_MODELS 里，例如 openai/第一个,openai/第二个。`,
  }),

  redisKeyPrefix: (): Sentence => ({
    en: 'REDIS_KEY_PREFIX must be 1 to 64 letters, digits, dots, dashes and underscores.',
    zh: 'REDIS_KEY_PREFIX 要填 1 到 64 个字母、数字、点、横线或下划线。',
  }),
  token: (): Sentence => ({
    en: 'WECHAT_TOKEN must be 3 to 32 letters and digits, the same as in the WeChat backend.',
    zh: 'WECHAT_TOKEN 要填 3 到 32 个英文字母或数字，与微信后台填的一致。',
  }),
  appId: (value: string): Sentence => ({
    en: `WECHAT_APP_ID must be the AppID of the account: wx and 16 letters and digits, 18 characters in all; ${shorten(value)} was read. (gh_… is the original id, which is not needed.)`,
    zh: `WECHAT_APP_ID 要填公众号的 AppID：wx 加 16 个字母或数字，共 18 个字符；读到的是 ${shorten(value)}。（gh_… 是原始 ID，用不到。）`,
  }),
  appSecret: (value: string): Sentence => ({
    en: `WECHAT_APP_SECRET must be the AppSecret as WeChat shows it: 32 letters and digits; ${value.length} characters were read (${endsOf(value)}). Copy it whole.`,
    zh: `WECHAT_APP_SECRET 要填微信显示的 AppSecret：32 个字母或数字；读到的是 ${value.length} 个字符（${endsOf(value)}）。请完整复制。`,
  }),
  aesKey: (name: string, value: string): Sentence => ({
    en: `${name} must be the 43 letters and digits that WeChat shows as EncodingAESKey; ${value.length} characters were read (${endsOf(value)}). Copy it whole.`,
    zh: `${name} 要填微信显示的 EncodingAESKey：43 个字母或数字；读到的是 ${value.length} 个字符（${endsOf(value)}）。请完整复制。`,
  }),
  apiKey: (name: string): Sentence => ({
    en: `${name} holds a space or a character that no key has. Copy the key itself, without quotation marks or words around it.`,
    zh: `${name} 里有空格，或密钥不会有的字符。请只复制密钥本身，不带引号和别的字。`,
  }),
  modelWithoutProvider: (): Sentence => ({
    en: 'OPENAI_MODEL is set without a provider. Set OPENAI_API_KEY, or OPENAI_BASE_URL for a server that wants no key.',
    zh: '填了 OPENAI_MODEL，却没有说用哪家的模型。请填 OPENAI_API_KEY；不要密钥的服务器填 OPENAI_BASE_URL。',
  }),
  modelMissing: (): Sentence => ({
    en: "OPENAI_MODEL is missing. Name the model that the provider should use, such as deepseek-v4-flash or qwen3.7-plus. Names age: the list is on the vendor's page.",
    zh: '缺 OPENAI_MODEL。请填要用的模型名，例如 deepseek-v4-flash 或 qwen3.7-plus。模型名会更新，以厂商页面上的列表为准。',
  }),
  aiLabelTooLong: (most: number): Sentence => ({
    en: `AI_LABEL is too long: it stands in every answer, so at most ${most} bytes (about 40 Chinese characters).`,
    zh: `AI_LABEL 太长：每条回答里都有它，最多 ${most} 字节（约 40 个汉字）。`,
  }),
  searchNeeds: (name: string, provider: string): Sentence => ({
    en: `SEARCH_PROVIDER=${provider} needs ${name}.`,
    zh: `SEARCH_PROVIDER=${provider} 还需要填 ${name}。`,
  }),
  unknownAnswerLink: (word: string): Sentence => ({
    en: `ANSWER_LINKS: “${word}” is no command that a link can carry. Use words such as 👍,👎,regenerate,new,help (or 重新生成,新对话,帮助), or off.`,
    zh: `ANSWER_LINKS：“${word}”不是链接能带的指令。可以填 👍,👎,重新生成,新对话,帮助 等，或填 off。`,
  }),
  baseName: (name: string, base: string): Sentence => ({
    en: `${name}: ${showText(base)} is no name of a base. Use small letters, digits and single dashes, at most 40, such as products,shipping.`,
    zh: `${name}：${showText(base)} 不能作资料库的名字。请用小写字母、数字和单个横线，最多 40 个字符，例如 products,shipping。`,
  }),
  linkHost: (name: string, host: string): Sentence => ({
    en: `${name}: ${showText(host)} is no host. Write it without https:// and without a path, such as shop.example.com.`,
    zh: `${name}：${showText(host)} 不是网站的域名。请去掉 https:// 和后面的路径，例如 shop.example.com。`,
  }),
  timeZone: (): Sentence => ({
    en: 'QUOTA_TIME_ZONE must be the name of a time zone, such as Asia/Shanghai.',
    zh: 'QUOTA_TIME_ZONE 要填时区的名字，例如 Asia/Shanghai。',
  }),
  processes: (): Sentence => ({
    en: 'KUAIHUI_PROCESSES must be a number from 1 to 99, or max for one process on each core.',
    zh: 'KUAIHUI_PROCESSES 要填 1 到 99 的数字，或填 max（每个核一个进程）。',
  }),
  metricsKey: (): Sentence => ({
    en: 'METRICS_KEY must be 16 to 128 letters, digits, and - _ . ~ in any order: it opens the metrics to all who know it.',
    zh: 'METRICS_KEY 要填 16 到 128 个字母、数字或 - _ . ~：知道它就能读指标。',
  }),
  secret: (name: string, value: string): Sentence => ({
    en: `${name} must be 32 characters or more, without spaces: it opens every stored secret. ${value.length} characters were read. \`openssl rand -hex 32\` makes one.`,
    zh: `${name} 要填 32 个以上的字符，不带空格：用它能解开存下的全部密钥。读到的是 ${value.length} 个字符。可以用 \`openssl rand -hex 32\` 生成。`,
  }),
  previousNeedsSecret: (): Sentence => ({
    en: 'KUAIHUI_PREVIOUS_SECRET needs KUAIHUI_SECRET: the newer of the two.',
    zh: '填了 KUAIHUI_PREVIOUS_SECRET，还要填 KUAIHUI_SECRET：两个里较新的那个。',
  }),
  valueAndFile: (name: string, file: string): Sentence => ({
    en: `Set ${name} or ${file}, not both.`,
    zh: `${name} 和 ${file} 只能填一个。`,
  }),
  fileUnreadable: (file: string, path: string): Sentence => ({
    en: `${file} names ${path}, which cannot be read. Is the path right, and may this user read it?`,
    zh: `${file} 写的是 ${path}，读不出来。请检查路径，以及当前用户有没有读取权限。`,
  }),
  fileEmpty: (file: string, path: string): Sentence => ({
    en: `${file} names ${path}, which is empty. Put the secret into it, or take ${file} away.`,
    zh: `${file} 写的是 ${path}，里面是空的。请把密钥写进去，或去掉 ${file}。`,
  }),
  secretNeedsAppId: (): Sentence => ({
    en: 'WECHAT_APP_SECRET needs WECHAT_APP_ID: both stand on the same page of WeChat.',
    zh: '填了 WECHAT_APP_SECRET，还要填 WECHAT_APP_ID：两个在微信后台的同一页。',
  }),
  previousNeedsAesKey: (): Sentence => ({
    en: 'WECHAT_PREVIOUS_ENCODING_AES_KEY needs WECHAT_ENCODING_AES_KEY: the newer of the two keys.',
    zh: '填了 WECHAT_PREVIOUS_ENCODING_AES_KEY，还要填 WECHAT_ENCODING_AES_KEY：两个里较新的那个。',
  }),
  safeNeedsAesKey: (): Sentence => ({
    en: 'WECHAT_MESSAGE_MODE=safe needs WECHAT_ENCODING_AES_KEY.',
    zh: 'WECHAT_MESSAGE_MODE=safe 时要填 WECHAT_ENCODING_AES_KEY。',
  }),
  safeNeedsAppId: (): Sentence => ({
    en: 'WECHAT_MESSAGE_MODE=safe needs WECHAT_APP_ID, which is checked in each encrypted message.',
    zh: 'WECHAT_MESSAGE_MODE=safe 时要填 WECHAT_APP_ID：每条加密的消息都要核对它。',
  }),
  tokenMissing: (): Sentence => ({
    en: 'WECHAT_TOKEN is missing: choose 3 to 32 letters and digits, and type the same into the WeChat backend.',
    zh: '缺 WECHAT_TOKEN：自己定 3 到 32 个字母或数字，在微信后台也填同样的。',
  }),
  customerServiceNeedsSecret: (): Sentence => ({
    en: 'CUSTOMER_SERVICE=on needs WECHAT_APP_ID and WECHAT_APP_SECRET.',
    zh: 'CUSTOMER_SERVICE=on 时要填 WECHAT_APP_ID 和 WECHAT_APP_SECRET。',
  }),
  twoPrompts: (): Sentence => ({
    en: 'Set SYSTEM_PROMPT or SYSTEM_PROMPT_FILE, not both.',
    zh: 'SYSTEM_PROMPT 和 SYSTEM_PROMPT_FILE 只能填一个。',
  }),
  textTooLong: (name: string, bytes: number, most: number): Sentence => ({
    en: `${name} is too long: it has ${bytes} bytes, and one message of WeChat holds at most ${most} (WECHAT_TEXT_LIMIT_BYTES; a Chinese character takes 3).`,
    zh: `${name} 太长：有 ${bytes} 字节，微信一条消息最多 ${most} 字节（WECHAT_TEXT_LIMIT_BYTES；一个汉字占 3 字节）。`,
  }),

  invisible: (name: string, code: string, at: number): Sentence => ({
    en: `${name} holds an invisible character (${code}, the ${ordinal(at)}). Type the value by hand, or copy it as plain text.`,
    zh: `${name} 的第 ${at} 个字符看不见（${code}）。请手动输入，或复制成纯文本再粘贴。`,
  }),
  quoted: (name: string, shown: string): Sentence => ({
    en: `${name} holds quotation marks: ${shown}. Take them away; docker --env-file and Chinese quotation marks keep them as part of the value.`,
    zh: `${name} 的值里有引号：${shown}。请去掉引号；docker --env-file 里的引号和中文引号都会被当成值的一部分。`,
  }),
  quotedText: (name: string, shown: string): Sentence => ({
    en: `${name} begins and ends with quotation marks, which followers or the model will read: ${shown}. Take them away unless they are meant.`,
    zh: `${name} 的开头和结尾有引号，会原样给粉丝或模型看到：${shown}。不需要的话请去掉。`,
  }),
  fullWidth: (name: string, wide: string, narrow: string): Sentence => ({
    en: `${name} holds the full-width character ${wide}. Write ${narrow}.`,
    zh: `${name} 里的 ${wide} 是全角的，请改成半角的 ${narrow}。`,
  }),
  endsWithMark: (name: string, mark: string): Sentence => ({
    en: `${name} ends with ${mark}, which is taken as part of it. Take it away.`,
    zh: `${name} 末尾的 ${mark} 会被当成值的一部分，请去掉。`,
  }),
  beginsWithMark: (name: string, mark: string): Sentence => ({
    en: `${name} begins with ${mark}, which is taken as part of it. Take it away.`,
    zh: `${name} 开头的 ${mark} 会被当成值的一部分，请去掉。`,
  }),
  placeholder: (name: string, shown: string): Sentence => ({
    en: `${name} still holds a placeholder: ${shown}. Put your own value there, or put # in front of the line.`,
    zh: `${name} 还是示例里的占位内容：${shown}。请换成自己的值，不用就在行首加 #。`,
  }),
  notExpanded: (name: string, shown: string): Sentence => ({
    en: `${name} refers to another variable, a command, or the home folder: ${shown}. .env fills in none of them; write the value itself.`,
    zh: `${name} 引用了别的变量、命令或主目录：${shown}。.env 不会替换它们，请直接写值。`,
  }),
};

/** Names a character by its place, such as 1st, 2nd, 3rd or 4th. */
function ordinal(at: number): string {
  const ending = at % 100 >= 11 && at % 100 <= 13 ? 'th' : ['th', 'st', 'nd', 'rd'][at % 10];
  return `${at}${ending ?? 'th'} character`;
}
