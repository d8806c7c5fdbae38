import { httpUrl, integer, onOff } from '../setting-kind.ts';
import { defineSettings } from '../setting-definition.ts';

/** The console in the browser: where it is served, and how long what it shows of turns is kept. */
export const consoleSettings = defineSettings(
  { key: 'console', title: { en: 'The console', zh: '控制台' }, scope: 'server' },
  {
    CONSOLE: {
      kind: onOff,
      byDefault: 'on',
      isForOperator: true,
      says: {
        en: 'Serves the console in the browser at /console; the first start prints the link that sets its password.',
        zh: '是否提供网页控制台（/console）；第一次启动会打印设置密码的链接。',
      },
    },
    CONSOLE_PORT: {
      kind: integer(1, 65_535),
      isForOperator: true,
      says: {
        en: 'A port of its own for the console, which is then not served on PORT.',
        zh: '控制台单独用的端口；填了以后 PORT 上不再提供控制台。',
      },
    },
    CONSOLE_INSECURE: {
      kind: onOff,
      byDefault: 'off',
      isForOperator: true,
      says: {
        en: 'Lets people use the console over plain HTTP from other machines: everybody on the way can read the password.',
        zh: '允许别的机器用明文 HTTP 打开控制台：途中任何人都能看到密码。',
      },
      more: {
        en: 'Better: HTTPS through Nginx, or a tunnel (ssh -L 3000:localhost:3000 your-server).',
        zh: '更好的办法是用 Nginx 加 HTTPS，或 SSH 隧道（ssh -L 3000:localhost:3000 你的服务器）。',
      },
    },
    PUBLIC_URL: {
      kind: httpUrl,
      isForOperator: true,
      says: {
        en: 'The address under which the internet reaches this server, such as https://bot.example.com: the console shows it, admits it and checks it.',
        zh: '公网访问本服务器的地址，例如 https://bot.example.com：控制台用它生成要填的 URL，只放行这个域名，并检查它通不通。',
      },
    },
    TRACE_DAYS: {
      kind: integer(0, 365),
      byDefault: '7',
      says: {
        en: 'How many days the steps of each answer are kept for the console: attempts, model calls, sources; 0 keeps none.',
        zh: '每个回答的过程（推送、模型调用、资料来源）在控制台里保留几天；0 表示不保留。',
      },
    },
  },
);
