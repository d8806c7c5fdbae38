import { integer, matching, path, redisUrl } from '../setting-kind.ts';
import { settingTexts } from '../setting-texts.ts';
import { defineSettings } from '../setting-definition.ts';

/** Printable characters without spaces, so that a shell, Docker and .env pass on the same key. */
const secret = matching(/^[\x21-\x7e]{32,}$/, (value, name) => settingTexts.secret(name, value));

/** Where data is kept, for how long, and under which key. */
export const dataSettings = defineSettings(
  { key: 'data', title: { en: 'The data', zh: '数据' }, scope: 'server' },
  {
    DATA_DIR: {
      kind: path,
      byDefault: './data',
      isForOperator: true,
      says: {
        en: 'The folder of the database.',
        zh: '数据目录。',
      },
      more: {
        en: 'A file by which WeChat verifies a domain (MP_verify_….txt) belongs there too.',
        zh: '微信域名校验文件（MP_verify_….txt）也放在这里。',
      },
    },
    REDIS_URL: {
      kind: redisUrl,
      isSecret: true,
      isForOperator: true,
      says: {
        en: 'The Redis that several machines share, such as redis://127.0.0.1:6379 or redis://:password@host:6379/0; rediss:// for TLS.',
        zh: '多台机器共用的 Redis，例如 redis://127.0.0.1:6379 或 redis://:密码@主机:6379/0；TLS 用 rediss://。',
      },
      more: {
        en: 'When it is empty, everything is kept in DATA_DIR, which serves every process of one machine.',
        zh: '不填时全部存在 DATA_DIR，供一台机器上的各个进程使用。',
      },
    },
    REDIS_KEY_PREFIX: {
      kind: matching(/^[A-Za-z0-9_.-]{1,64}$/, settingTexts.redisKeyPrefix),
      byDefault: 'kuaihui',
      isForOperator: true,
      says: {
        en: 'What all keys in Redis begin with: the same for the processes of one bot, another one for each other bot.',
        zh: 'Redis 键名前缀：同一个机器人的各个进程填一样的，别的机器人填别的。',
      },
    },
    KUAIHUI_SECRET: {
      kind: secret,
      isSecret: true,
      isForOperator: true,
      says: {
        en: 'The key to the secrets of stored accounts, 32 characters or more; when it is empty, the key is in DATA_DIR/secret.key.',
        zh: '保护已存账号里各项密钥的主密钥，32 个字符以上；不填就用 DATA_DIR/secret.key 里的。',
      },
      more: {
        en: 'Machines that share a Redis need the same one; `openssl rand -hex 32` makes one. Keep a copy: without it the stored secrets cannot be read.',
        zh: '共用 Redis 的机器要填一样的；可以用 `openssl rand -hex 32` 生成。请另存一份：丢了它，存下的密钥就读不出来。',
      },
    },
    KUAIHUI_PREVIOUS_SECRET: {
      kind: secret,
      isSecret: true,
      isForOperator: true,
      says: {
        en: 'The KUAIHUI_SECRET before the last change, until `npm run secret -- rotate` has written the stored secrets anew.',
        zh: '更换之前的 KUAIHUI_SECRET；运行 `npm run secret -- rotate` 用新的重新加密之后就可以去掉。',
      },
    },
    RETENTION_DAYS: {
      kind: integer(1, 3650),
      byDefault: '30',
      says: {
        en: 'Messages, answers and followers that are older than so many days are deleted.',
        zh: '数据保留天数，更早的消息、回答和粉丝会被删除。',
      },
    },
  },
);
