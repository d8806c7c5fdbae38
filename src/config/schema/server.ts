import { cpus } from 'node:os';
import { CONNECTIONS_BY_DEFAULT } from '../config.ts';
import {
  choice,
  httpUrl,
  integer,
  matching,
  onOff,
  word,
  type SettingKind,
} from '../setting-kind.ts';
import { settingTexts } from '../setting-texts.ts';
import { defineSettings } from '../setting-definition.ts';

/** A name, or an address of either family, with its zone. */
const HOST_FORM = /^(?:[\w-]+(?:\.[\w-]+)*\.?|[\da-f.]*:[\da-f.]*:[\da-f:.]*(?:%[\w.-]+)?)$/i;

/** A number, or max for one process on each core. */
const processCount: SettingKind<number> = {
  form: { is: 'word' },
  parse(written) {
    if (written === 'max') return { value: cpus().length };
    if (/^[1-9]\d?$/.test(written)) return { value: Number(written) };
    return { problem: settingTexts.processes() };
  },
  write: String,
};

/** How the server listens and how much it takes on. */
export const serverSettings = defineSettings(
  { key: 'server', title: { en: 'The server', zh: '服务器' }, scope: 'server' },
  {
    PORT: {
      kind: integer(0, 65_535),
      byDefault: '3000',
      isForOperator: true,
      says: { en: 'The port to listen on.', zh: '监听的端口。' },
    },
    HOST: {
      kind: matching(HOST_FORM, settingTexts.host),
      isForOperator: true,
      says: {
        en: 'The address to listen on; every one of the machine when empty.',
        zh: '监听的地址；不填就监听本机全部地址。',
      },
      more: {
        en: 'With Nginx on the same machine: 127.0.0.1',
        zh: '前面有同一台机器上的 Nginx 时填 127.0.0.1',
      },
    },
    SIMULATOR: {
      kind: choice(['auto', 'on', 'off']),
      byDefault: 'auto',
      says: {
        en: "The simulator's page at /simulator: auto serves it as long as no WECHAT_TOKEN is set; on and off say so.",
        zh: '网页模拟器（/simulator）：auto 在没填 WECHAT_TOKEN 时开着，on 和 off 直接指定。',
      },
      more: {
        en: 'It is for this machine, or opens with the key that the start prints.',
        zh: '只给本机用，别处要用启动时打印的密钥打开。',
      },
    },
    METRICS_KEY: {
      kind: matching(/^[\w.~-]{16,128}$/, settingTexts.metricsKey),
      isSecret: true,
      says: {
        en: 'What Prometheus shows to read /metrics: 16 letters and digits or more.',
        zh: '读取 /metrics 的密钥：16 个以上的字母或数字。',
      },
      more: {
        en: 'When it is empty, the machine itself needs no key, and others need the one that `npm run keys` prints.',
        zh: '不填时本机不用密钥，别的机器用 `npm run keys` 打印的那个。',
      },
    },
    METRICS_OPEN_LOCALLY: {
      kind: onOff,
      byDefault: 'off',
      says: {
        en: 'Lets the machine itself read /metrics without the key although METRICS_KEY is set.',
        zh: '设了 METRICS_KEY 后，本机读取 /metrics 仍然不用密钥。',
      },
    },
    ALERT_WEBHOOK_URL: {
      kind: httpUrl,
      isSecret: true,
      says: {
        en: 'Where alarms go: a key that is refused, no credit, the budget used up, WeChat gone silent. The address of a group robot of WeCom, DingTalk or Feishu, or of a program that takes JSON.',
        zh: '告警发到哪里：密钥被拒绝、余额用完、预算用完、微信没了消息。填企业微信、钉钉、飞书群机器人的地址，或能收 JSON 的程序地址。',
      },
      more: {
        en: 'Each is told once, and once when it is over. See docs/alerts.md.',
        zh: '每件事只说一次，恢复时再说一次。见 docs/alerts.zh-CN.md。',
      },
    },
    ALERT_WEBHOOK_SECRET: {
      kind: word,
      isSecret: true,
      says: {
        en: 'With what the robot of DingTalk or Feishu wants its messages to be signed, if that is switched on there.',
        zh: '钉钉或飞书机器人开了“加签”或“签名校验”时，填它给的密钥。',
      },
    },
    MAX_ANSWERS_AT_ONCE: {
      kind: integer(1, 100_000),
      byDefault: '1000',
      says: {
        en: 'How many answers one process writes at the same time; a follower who has to wait too long reads the place in the queue.',
        zh: '每个进程同时写多少个回答，超出的排队，粉丝会看到前面还有几个问题。',
      },
    },
    MAX_CONNECTIONS: {
      kind: integer(10, 1_000_000),
      byDefault: String(CONNECTIONS_BY_DEFAULT),
      says: {
        en: "How many connections one process keeps open, attempts that are held for WeChat's repeat among them; beyond it, idle ones are closed.",
        zh: '每个进程的最大连接数，含等微信重推的连接；超出时关掉空闲的。',
      },
      more: {
        en: 'The system has to allow as many open files (ulimit -n).',
        zh: '系统允许打开的文件数（ulimit -n）要够。',
      },
    },
    LOG_LEVEL: {
      kind: choice(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
      byDefault: 'info',
      says: {
        en: 'How much is logged; what people write is logged at debug and trace only.',
        zh: '日志的详细程度；只有 debug 和 trace 会记录聊天内容。',
      },
    },
    KUAIHUI_PROCESSES: {
      kind: processCount,
      byDefault: '1',
      isForOperator: true,
      says: {
        en: 'How many processes PM2 runs over the one data folder (ecosystem.config.js): a number, or max for one on each core.',
        zh: '用 PM2 运行几个进程（ecosystem.config.js），共用一个数据目录；max 表示每个核一个。',
      },
    },
    SHUTDOWN_SECONDS: {
      kind: integer(1, 600),
      byDefault: '15',
      says: {
        en: 'How long a stop waits for answers in flight, in seconds; what is left is handed over.',
        zh: '停止时最多等几秒让正在写的回答写完，剩下的交给别的进程。',
      },
      more: {
        en: 'PM2 waits 5 s longer; after a change tell it so with: pm2 reload ecosystem.config.js',
        zh: 'PM2 会再多等 5 秒；改了以后请运行 pm2 reload ecosystem.config.js',
      },
    },
  },
);
