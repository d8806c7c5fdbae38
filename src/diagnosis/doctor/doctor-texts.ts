import { commandLine } from '../../config/command-line.ts';
import type { BreakerRecord } from '../../models/failover/breaker-record.ts';
import type { Sentence } from '../../runtime/sentence.ts';
import type { CheckName } from '../finding.ts';

/** The texts of the doctor about the server, its store and its models. */
export const doctorTexts = {
  settingsRead: (): Sentence => ({
    en: 'the settings can be used, and nothing about them looks unintended',
    zh: '设置可以用，没有看起来填错的地方',
  }),
  compareSetting: (): Sentence => ({
    en: 'Compare the setting with docs/settings.md and correct it, unless it is meant so.',
    zh: '如果不是有意这样填，请对照 docs/settings.zh-CN.md 改过来。',
  }),
  fixAccount: (account: string): Sentence => ({
    en: `Correct what is named on the console's page Settings, or with \`${commandLine(`account set ${account} KEY=VALUE`)}\`.`,
    zh: `请改好上面说的设置：在控制台的“设置”里，或运行 \`${commandLine(`account set ${account} KEY=VALUE`)}\`。`,
  }),
  late: (seconds: number): Sentence => ({
    en: `no result after ${seconds} s, so the check was given up`,
    zh: `等了 ${seconds} 秒没有结果，不再等了`,
  }),
  tryAgain: (): Sentence => ({
    en: "Run the doctor again; if it happens each time, look at this machine's network.",
    zh: '请再检查一次；如果每次都这样，请检查这台机器的网络。',
  }),
  broke: (name: CheckName, says: Sentence): Sentence => ({
    en: `the check ${name} could not be done: ${says.en}`,
    zh: `检查“${name}”没能完成：${says.zh}`,
  }),
  followIt: (): Sentence => ({
    en: 'Do what it says, then run the doctor again. The log may say more.',
    zh: '请按它说的改好，再检查一次；日志里可能有更多说明。',
  }),
  room: (folder: string, free: number): Sentence => ({
    en: `${formatBytes(free)} are free on the disk of ${folder}`,
    zh: `${folder} 所在的磁盘还有 ${formatBytes(free)} 可用`,
  }),
  makeRoom: (): Sentence => ({
    en: 'Make room or move DATA_DIR: with a full disk no message can be stored. Below 100 MB it is urgent.',
    zh: '请清理磁盘，或把 DATA_DIR 移到别处：磁盘满了，消息就存不下来。低于 100 MB 时请马上处理。',
  }),
  noStore: (): Sentence => ({
    en: 'there is no database yet; the first start makes it',
    zh: '还没有数据库，第一次启动时会建好',
  }),
  startOnce: (): Sentence => ({
    en: 'Start the server once, then run the doctor again.',
    zh: '请先启动一次服务器，再来检查。',
  }),
  storeAway: (says: Sentence): Sentence => ({
    en: `the store cannot be written: ${says.en}`,
    zh: `数据库写不进去：${says.zh}`,
  }),
  reachStore: (): Sentence => ({
    en: 'Look at the disk of DATA_DIR, or at Redis where REDIS_URL is set. Messages wait until it is back.',
    zh: '请检查 DATA_DIR 所在的磁盘；设了 REDIS_URL 时检查 Redis。恢复之前消息先等着。',
  }),
  storeReached: (bytes: number | undefined): Sentence =>
    bytes === undefined
      ? {
          en: 'Redis can be written, and its tables are those of this version',
          zh: 'Redis 可以读写，数据格式与这个版本一致',
        }
      : {
          en: `the database can be written, its tables are those of this version, and it takes ${formatBytes(bytes)}`,
          zh: `数据库可以读写，数据格式与这个版本一致，占 ${formatBytes(bytes)}`,
        },
  clockRight: (byMs: number): Sentence => ({
    en: `this machine's clock agrees with WeChat's (${seconds(byMs)} s apart)`,
    zh: `这台机器的时钟和微信的一致（相差 ${seconds(byMs)} 秒）`,
  }),
  clockWrong: (aheadMs: number): Sentence => ({
    en: `this machine's clock is ${seconds(aheadMs)} s ${aheadMs > 0 ? 'ahead of' : 'behind'} WeChat's, so verification and messages may be refused as too old`,
    zh: `这台机器的时钟比微信的${aheadMs > 0 ? '快' : '慢'} ${seconds(aheadMs)} 秒，验证和消息可能会因为时间不对而被拒绝`,
  }),
  setClock: (): Sentence => ({
    en: 'Switch automatic time on, such as with `timedatectl set-ntp true`, and run the doctor again.',
    zh: '请打开自动对时（例如 `timedatectl set-ntp true`），再检查一次。',
  }),
  noDate: (host: string): Sentence => ({
    en: `${host} did not tell the time, so the clock was not compared`,
    zh: `没能从 ${host} 读到时间，时钟没有比对`,
  }),
  reachForDate: (host: string): Sentence => ({
    en: `Try to reach https://${host} from this machine: name server, firewall.`,
    zh: `请在这台机器上试着访问 https://${host}：检查 DNS 和防火墙。`,
  }),
  noAnswers: (): Sentence => ({
    en: 'no answer was asked for since yesterday',
    zh: '从昨天到现在没有要回答的消息',
  }),
  noFailure: (all: number): Sentence => ({
    en: `none of ${all} answers failed since yesterday`,
    zh: `从昨天到现在的 ${all} 个回答都没有失败`,
  }),
  answersFailed: (facts: {
    readonly failed: number;
    readonly all: number;
    readonly most: number;
    readonly sentence: Sentence;
  }): Sentence => {
    const { failed, all, most, sentence } = facts;
    const percent = ((100 * failed) / all).toFixed(1);
    return {
      en: `${failed} of ${all} answers failed since yesterday (${percent}%). Most frequent cause, ${most} times: ${sentence.en}`,
      zh: `从昨天到现在的 ${all} 个回答失败了 ${failed} 个（${percent}%）。最多的原因（${most} 次）：${sentence.zh}`,
    };
  },
  noBreaker: (): Sentence => ({
    en: 'no model is passed by',
    zh: '没有被暂时绕开的模型',
  }),
  breakerOpen: (
    { model, provider, scope, failure, keyNumber, probeAt }: BreakerRecord,
    now: number,
  ): Sentence => {
    const wait = Math.max(0, Math.ceil((probeAt - now) / 1000));
    const whatEn = { provider, key: `key ${keyNumber ?? 1} of ${provider}`, model }[scope];
    const whatZh = { provider, key: `${provider} 的第 ${keyNumber ?? 1} 个密钥`, model }[scope];
    return {
      en: `questions pass by ${whatEn} (${failure}); it is asked again in ${wait} s`,
      zh: `问题暂时绕开 ${whatZh}（${failure}），${wait} 秒后再试`,
    };
  },
  noPush: (): Sentence => ({
    en: 'no message has come from WeChat yet',
    zh: '还没有收到过微信的消息',
  }),
  switchPushOn: (): Sentence => ({
    en: 'In WeChat’s console, under 消息推送, save the URL and switch it on (启用); the token there has to be WECHAT_TOKEN. Then send the account a message.',
    zh: '请到微信后台“消息推送”保存网址并点启用，那里的 Token 要和 WECHAT_TOKEN 一致；然后给公众号发一条消息。',
  }),
  lastPush: (agoMs: number): Sentence => ({
    en: `the last message from WeChat came ${ago(agoMs).en} ago`,
    zh: `最近一条微信消息在${ago(agoMs).zh}前`,
  }),
  writeToAccount: (account: string): Sentence => ({
    en: `Send the account a message. If it does not arrive, compare the URL in WeChat's console (消息推送) with the address of ${account}.`,
    zh: `请给公众号发一条消息。收不到的话，把微信后台“消息推送”里的网址和账号 ${account} 的地址对照一下。`,
  }),
  noRefusal: (): Sentence => ({
    en: 'no call from WeChat was refused in the last day',
    zh: '最近一天没有被拒绝的微信请求',
  }),
  refused: (count: number, agoMs: number, { en, zh }: Sentence): Sentence => ({
    en: `refused ${count} times, last ${ago(agoMs).en} ago: ${en}`,
    zh: `被拒绝 ${count} 次，最近一次在${ago(agoMs).zh}前：${zh}`,
  }),
};

function seconds(ms: number): string {
  return Math.round(Math.abs(ms) / 1000).toString();
}

/** Returns a length of time in its largest fitting unit; in Chinese a number has a space before it. */
function ago(ms: number): Sentence {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  if (minutes < 2) return { en: 'a minute', zh: '一分钟' };
  if (minutes < 120) return { en: `${minutes} minutes`, zh: ` ${minutes} 分钟` };
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return { en: `${hours} hours`, zh: ` ${hours} 小时` };
  const days = Math.floor(hours / 24);
  return { en: `${days} days`, zh: ` ${days} 天` };
}

function formatBytes(bytes: number): string {
  const mega = bytes / 1024 ** 2;
  return mega >= 1024 ? `${(mega / 1024).toFixed(1)} GB` : `${mega.toFixed(mega < 10 ? 1 : 0)} MB`;
}
