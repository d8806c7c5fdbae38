import { commandLine } from '../../config/command-line.ts';
import type { AccountSummary } from '../../accounts/describe-account.ts';
import type { ServerProcess } from '../../accounts/wait-for-processes.ts';
import type { Sentence } from '../../runtime/sentence.ts';

const STATES: Readonly<Record<AccountSummary['state'], Sentence>> = {
  running: { en: 'running', zh: '运行中' },
  paused: { en: 'paused', zh: '已暂停' },
  unusable: {
    en: `cannot be used (why: ${commandLine('doctor')})`,
    zh: `设置用不了（原因：${commandLine('doctor')}）`,
  },
  'being removed': { en: 'being removed', zh: '正在删除' },
};

/** What a command did to an account. */
export type Done = 'added' | 'changed' | 'paused' | 'resumed' | 'removed';

const DONE: Readonly<Record<Done, (name: string) => Sentence>> = {
  added: (name) => ({
    en: `Account ${name} added. The URL for WeChat's backend: https://YOUR.DOMAIN/wechat/${name}`,
    zh: `已添加公众号 ${name}。微信后台的 URL 填：https://你的域名/wechat/${name}`,
  }),
  changed: (name) => ({ en: `Account ${name} changed.`, zh: `已修改公众号 ${name}。` }),
  paused: (name) => ({ en: `Account ${name} paused.`, zh: `已暂停公众号 ${name}。` }),
  resumed: (name) => ({ en: `Account ${name} resumed.`, zh: `已恢复公众号 ${name}。` }),
  removed: (name) => ({
    en: `Account ${name} removed, with all that its followers wrote.`,
    zh: `已删除公众号 ${name} 和粉丝的全部内容。`,
  }),
};

/** The texts of `kuaihui account`. */
export const accountCommandTexts = {
  state: (state: AccountSummary['state']): Sentence => STATES[state],
  done: (what: Done, name: string): Sentence => DONE[what](name),
  inEffect: (count: number): Sentence =>
    count === 0
      ? {
          en: 'No server runs over this data; it holds from the next start.',
          zh: '没有服务器在用这些数据，下次启动时生效。',
        }
      : {
          en: `In effect in ${count} ${count === 1 ? 'process' : 'processes'}.`,
          zh: `已在 ${count} 个进程里生效。`,
        },
  notYet: (processes: readonly ServerProcess[]): Sentence => {
    const names = processes.map(({ host, pid }) => `${host} pid ${pid}`);
    return {
      en: `Not yet in effect in: ${names.join(', ')}. A process that is stuck or cannot open the secrets says why in its log.`,
      zh: `这些进程还没有生效：${names.join('、')}。卡住或打不开密钥的进程会在日志里说明原因。`,
    };
  },
  isSet: (): Sentence => ({ en: 'set, not shown', zh: '已设置，不显示' }),
  fromEnvironment: (): Sentence => ({ en: 'from .env', zh: '来自 .env' }),
  noAssignment: (name: string, position: number): Sentence => ({
    en: `For account ${name}, write each setting as KEY=VALUE, or as KEY=- to give the value on stdin; argument ${position} after the name is neither.`,
    zh: `公众号 ${name}：每个设置写成 KEY=VALUE，或写成 KEY=- 从标准输入给出值；名字后面的第 ${position} 个参数两样都不是。`,
  }),
  twice: (setting: string): Sentence => ({
    en: `${setting} is given twice. Give it once.`,
    zh: `${setting} 写了两次，请只写一次。`,
  }),
  noLine: (setting: string): Sentence => ({
    en: `There is no value for ${setting} on stdin, so nothing was changed. Give one line for each KEY=-; ${commandLine('account unset')} takes a setting out.`,
    zh: `标准输入里没有 ${setting} 的值，什么都没有改。每个 KEY=- 要给一行；要去掉一个设置，用 ${commandLine('account unset')}。`,
  }),
  optional: (setting: string): Sentence => ({
    en: `${setting} (Enter to leave it out): `,
    zh: `${setting}（不填就直接回车）：`,
  }),
  ask: (setting: string): Sentence => ({ en: `${setting}: `, zh: `${setting}：` }),
  confirmRemoval: (name: string): Sentence => ({
    en: `This deletes account ${name} and everything its followers wrote and read; nothing brings it back. Type ${name} to go on: `,
    zh: `这会删除公众号 ${name}，以及粉丝的全部问答，无法恢复。输入 ${name} 继续：`,
  }),
  notRemoved: (name: string): Sentence => ({
    en: `Account ${name} was not removed.`,
    zh: `没有删除公众号 ${name}。`,
  }),
  removing: (deleted: number): Sentence => ({
    en: `${deleted} followers deleted so far`,
    zh: `已删除 ${deleted} 位粉丝的数据`,
  }),
};
