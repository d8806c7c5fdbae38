import { integer, timeZone } from '../setting-kind.ts';
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
        en: 'Where the day of these limits begins at midnight.',
        zh: '按哪个时区算一天。',
      },
    },
  },
);
