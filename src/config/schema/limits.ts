import { integer, number, path, timeZone } from '../setting-kind.ts';
import { defineSettings } from '../setting-definition.ts';

const amount = integer(0, 1_000_000_000);

/** How much one follower may ask. */
export const limitSettings = defineSettings(
  {
    key: 'limits',
    title: {
      en: 'How much one follower may ask (0: as much as they like)',
      zh: '每个粉丝的用量限制（0：不限）',
    },
    says: {
      en: 'A follower who has used it up reads when it goes on. Commands such as 继续 and 停止 cost nothing, 重试 counts as a question. What was used is not deleted by 删除我的数据, but within two days by itself.',
      zh: '用完时粉丝会看到什么时候恢复。继续、停止这类指令不计数，重试算一个问题。“删除我的数据”不清除用量，用量两天内自动删除。',
    },
    scope: 'account',
  },
  {
    FOLLOWER_QUESTIONS_PER_MINUTE: {
      kind: amount,
      // No person types this fast, but a script that plays a follower does.
      byDefault: '30',
      says: {
        en: 'Questions in a minute, which begins with the first of them; the default stops scripts and no person.',
        zh: '每分钟提问次数，从第一个问题起算；默认值只拦脚本，不拦人。',
      },
    },
    FOLLOWER_QUESTIONS_PER_DAY: {
      kind: amount,
      byDefault: '0',
      says: { en: 'Questions in a day.', zh: '每天提问次数。' },
    },
    FOLLOWER_TOKENS_PER_DAY: {
      kind: amount,
      byDefault: '0',
      says: {
        en: 'Tokens in a day, of questions with their history and of answers, as the model counts them, else estimated.',
        zh: '每天的 token 用量，含问题、带上的对话和回答；按模型的计数，没有就估算。',
      },
      more: {
        en: 'They are known when an answer has ended, so the last answer of a day may go beyond.',
        zh: '回答结束才知道用了多少，所以一天的最后一个回答可能超出。',
      },
    },
    QUOTA_TIME_ZONE: {
      kind: timeZone,
      byDefault: 'Asia/Shanghai',
      says: {
        en: 'Where the day of these limits, and of DAILY_BUDGET, begins at midnight.',
        zh: '按哪个时区算一天，DAILY_BUDGET 也按它算。',
      },
    },
  },
);

/** What an account's models may cost. */
export const budgetSettings = defineSettings(
  {
    key: 'budget',
    title: { en: 'What models may cost', zh: '模型费用' },
    scope: 'account',
  },
  {
    DAILY_BUDGET: {
      kind: number(0, 1_000_000_000),
      byDefault: '0',
      says: {
        en: 'The most that the models of an account may cost in a day, in the currency of PRICES_FILE; 0 for no limit.',
        zh: '一个公众号的模型每天最多花多少钱，币种与 PRICES_FILE 一致；0 表示不限。',
      },
      more: {
        en: 'Then no model is called until midnight and followers read so; documents, rules and commands go on. Models without a price are not called. Answers in flight may go beyond.',
        zh: '用完以后到 0 点前不再调用模型，粉丝会看到说明；资料、规则和指令照常。没有价格的模型不会被调用。正在写的回答可能超出。',
      },
    },
  },
);

/** What a million tokens of each model cost. */
export const priceSettings = defineSettings(
  { key: 'prices', title: { en: 'Prices of models', zh: '模型价格' }, scope: 'server' },
  {
    PRICES_FILE: {
      kind: path,
      isForOperator: true,
      says: {
        en: 'A JSON file with the prices of a million tokens: {"deepseek/deepseek-v4-flash": {"input": 1, "cached": 0.1, "output": 2}}.',
        zh: '每百万 token 价格的 JSON 文件，写法：{"deepseek/deepseek-v4-flash": {"input": 1, "cached": 0.1, "output": 2}}。',
      },
      more: {
        en: 'In any one currency; cached may be left out and costs as much as input then. A change is read while the server runs.',
        zh: '币种任选一种，全部一致；cached 可以不写，不写就按 input 算。改了以后不用重启。',
      },
    },
  },
);
