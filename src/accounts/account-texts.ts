import { commandLine } from '../config/command-line.ts';
import type { Sentence } from '../runtime/sentence.ts';

/** The texts about accounts that cannot be changed as asked. */
export const accountTexts = {
  badName: (name: string): Sentence => ({
    en: `${name} cannot name an account: take 1 to 32 small letters, digits and dashes, with a letter or digit first.`,
    zh: `${name} 不能用作名字：要填 1 到 32 个小写字母、数字或横线，以字母或数字开头。`,
  }),
  reservedName: (name: string): Sentence => ({
    en: `The name ${name} is reserved for the simulator. Take another one.`,
    zh: `名字 ${name} 留给模拟器用了，请换一个。`,
  }),
  unknown: (name: string): Sentence => ({
    en: `There is no account ${name}. All names are listed by: ${commandLine('account list')}`,
    zh: `没有名为 ${name} 的公众号。查看全部名字：${commandLine('account list')}`,
  }),
  exists: (name: string): Sentence => ({
    en: `The account ${name} exists already. Change that one, or take another name.`,
    zh: `公众号 ${name} 已经有了。请改那一个，或换个名字。`,
  }),
  beingRemoved: (name: string): Sentence => ({
    en: `The account ${name} is being removed. Remove it once more to finish that.`,
    zh: `公众号 ${name} 正在删除，没有删完。请再删一次。`,
  }),
  defaultStays: (name: string): Sentence => ({
    en: `The account ${name} is the one that .env describes, so it cannot be removed. Take its settings out of .env, or pause it.`,
    zh: `公众号 ${name} 就是 .env 里设置的那个，不能删除。请去掉 .env 里的设置，或暂停它。`,
  }),
  tokenNeeded: (name: string): Sentence => ({
    en: `The account ${name} needs WECHAT_TOKEN, the token that is typed into WeChat's backend: add WECHAT_TOKEN=- and give the token on stdin.`,
    zh: `公众号 ${name} 缺少 WECHAT_TOKEN（微信后台填的令牌）：请加上 WECHAT_TOKEN=-，再从标准输入给出令牌。`,
  }),
  unusedProvider: (setting: string, provider: string): Sentence => ({
    en: `${setting} would have no effect: no list of models of this account names ${provider}. Set CHAT_MODELS=${provider}/MODEL with it.`,
    zh: `${setting} 不会起作用：这个公众号没有用 ${provider} 的模型。请同时设置 CHAT_MODELS=${provider}/模型名。`,
  }),
  unknownSetting: (setting: string, meant: string | undefined): Sentence => ({
    en: `There is no setting ${setting}.${meant === undefined ? ' All names are in .env.example.' : ` Did you mean ${meant}?`}`,
    zh: `没有 ${setting} 这个设置。${meant === undefined ? '全部名字见 .env.example。' : `你要设的是 ${meant} 吗？`}`,
  }),
  ofServer: (setting: string): Sentence => ({
    en: `${setting} holds for the whole server and not for one account. Set it in .env, then start the server again.`,
    zh: `${setting} 对整个服务器有效，不能按公众号设置。请写在 .env 里，再重启服务器。`,
  }),
  tooLong: (setting: string, most: number): Sentence => ({
    en: `${setting} may have at most ${most} characters. Put documents into a folder and name it in KNOWLEDGE_DIR.`,
    zh: `${setting} 最多 ${most} 个字。资料请放进文件夹，再填到 KNOWLEDGE_DIR。`,
  }),
  noText: (setting: string): Sentence => ({
    en: `${setting} holds a control character. Type the value by hand, or copy it as plain text.`,
    zh: `${setting} 里有控制字符。请手动输入，或复制成纯文本。`,
  }),
  locked: (setting: string, name: string): Sentence => ({
    en: `${setting} of account ${name} is locked, because .env or the environment sets it. Change it there, or take it out there first.`,
    zh: `公众号 ${name} 的 ${setting} 已由 .env 或环境变量设定，这里不能改。请在那里修改，或先在那里去掉。`,
  }),
  serverLocked: (setting: string): Sentence => ({
    en: `${setting} is locked, because .env or the environment sets it. Change it there, or take it out there first.`,
    zh: `${setting} 已由 .env 或环境变量设定，这里不能改。请在那里修改，或先在那里去掉。`,
  }),
  serverClosed: (): Sentence => ({
    en: 'it was sealed with a key that is not here. Bring back DATA_DIR/secret.key or KUAIHUI_SECRET of that time, or set it again in the console.',
    zh: '它是用另一把密钥存的。请恢复当时的 DATA_DIR/secret.key 或 KUAIHUI_SECRET，或在控制台重新设置。',
  }),
  ofOperator: (setting: string): Sentence => ({
    en: `${setting} names a place of this machine, so only .env or the environment sets it.`,
    zh: `${setting} 关系到这台机器的路径、端口或数据，只能在 .env 或环境变量里设置。`,
  }),
  serverProblems: (problems: readonly Sentence[]): Sentence => ({
    en: problems.map(({ en }) => en).join(' '),
    zh: problems.map(({ zh }) => zh).join(''),
  }),
  problems: (name: string, problems: readonly Sentence[]): Sentence => ({
    en: `Account ${name}: ${problems.map(({ en }) => en).join(' ')}`,
    zh: `公众号 ${name}：${problems.map(({ zh }) => zh).join('')}`,
  }),
  unreadableRecord: (name: string): Sentence => ({
    en: `What is stored for account ${name} is no account of Kuaihui, because another program wrote or altered it. Remove it, then add it again: ${commandLine(`account remove ${name}`)}`,
    zh: `数据库里公众号 ${name} 的内容不是快回写的，或被别的程序改动过。请删除后重新添加：${commandLine(`account remove ${name}`)}`,
  }),
  nothingToUndo: (setting: string): Sentence => ({
    en: `There is no earlier value of ${setting} to go back to.`,
    zh: `${setting} 没有更早的值可以恢复。`,
  }),
  busy: (name: string): Sentence => ({
    en: `The account ${name} is being changed by others all the time. Try again.`,
    zh: `公众号 ${name} 一直有别的进程在修改，请再试一次。`,
  }),
  otherKey: (place: string): Sentence => ({
    en: `The secrets in this store were sealed with another key than ${place}. Copy secret.key from the machine where they were set, or set the same KUAIHUI_SECRET on each machine. If the other key is lost: ${commandLine('secret rotate --lost')}`,
    zh: `数据库里的密钥是用另一把钥匙存的，不是 ${place}。请从当初设置的机器复制 secret.key，或在每台机器上设相同的 KUAIHUI_SECRET。如果那把钥匙已经丢失：${commandLine('secret rotate --lost')}`,
  }),
  noKeyToRotate: (): Sentence => ({
    en: 'There is no secret key yet, so there is nothing to rotate. The first account with a secret creates it.',
    zh: '还没有密钥文件，没有可更换的。第一次给公众号设置密钥时会自动生成。',
  }),
  oldKeyMissing: (): Sentence => ({
    en: `The key that sealed the secrets is not here. Bring back DATA_DIR/secret.key, or put the KUAIHUI_SECRET of before into KUAIHUI_PREVIOUS_SECRET. If it is lost: ${commandLine('secret rotate --lost')}, then set the secrets of the accounts again.`,
    zh: `存密钥的那把钥匙不在这里。请恢复 DATA_DIR/secret.key，或把之前的 KUAIHUI_SECRET 填进 KUAIHUI_PREVIOUS_SECRET。如果已经丢失：${commandLine('secret rotate --lost')}，再重新设置各公众号的密钥。`,
  }),
  rotationRuns: (): Sentence => ({
    en: 'Another process is rotating the secret key. Wait until it has finished, then run this again.',
    zh: '另一个进程正在更换密钥。请等它完成，再运行一次。',
  }),
};
