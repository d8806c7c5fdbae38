import type { Sentence } from '../runtime/sentence.ts';
import type { AlertRecord } from './alert-collections.ts';

/** Says what happened and what the owner can do, or that it is over. */
export function alertText({ incident, state }: AlertRecord): Sentence {
  const { account } = incident;
  const isOver = state === 'over';
  switch (incident.is) {
    case 'key-refused': {
      const { en, zh } = nameKey(incident);
      return isOver
        ? { en: `Kuaihui: ${en} is accepted again.`, zh: `快回：${zh}又能用了。` }
        : {
            en: `Kuaihui: ${en} is refused (account ${account}). Put a valid one into ${setting(incident)}; until then other keys and models answer, if there are any.`,
            zh: `快回：${zh}被拒绝了（账号 ${account}）。请在 ${setting(incident)} 里换成有效的密钥；在此之前由其他密钥或模型回答（如果有的话）。`,
          };
    }
    case 'no-credit': {
      const { en, zh } = nameKey(incident);
      return isOver
        ? { en: `Kuaihui: ${en} has credit again.`, zh: `快回：${zh}又有额度了。` }
        : {
            en: `Kuaihui: the account behind ${en} has no credit left (account ${account}). Top it up; until then other keys and models answer, if there are any.`,
            zh: `快回：${zh}所属账户没有余额或额度了（账号 ${account}）。请充值；在此之前由其他密钥或模型回答（如果有的话）。`,
          };
    }
    case 'budget-spent':
      return isOver
        ? {
            en: `Kuaihui: the account ${account} has a budget again, and its models answer.`,
            zh: `快回：账号 ${account} 又有预算了，模型恢复回答。`,
          }
        : {
            en: `Kuaihui: the account ${account} has used up its DAILY_BUDGET. Models answer again tomorrow, or when you raise it.`,
            zh: `快回：账号 ${account} 今天的预算（DAILY_BUDGET）用完了。明天或调高预算后，模型恢复回答。`,
          };
    case 'pushes-silent':
      return isOver
        ? {
            en: `Kuaihui: messages of WeChat for the account ${account} arrive again.`,
            zh: `快回：账号 ${account} 又收到微信的消息了。`,
          }
        : {
            en: `Kuaihui: no message of WeChat for the account ${account} since ${inUtc(incident.lastAt)}, although this is a busy time on other days. Look in WeChat's console whether the server configuration is still enabled, and whether its address reaches this server.`,
            zh: `快回：账号 ${account} 从 ${inUtc(incident.lastAt)} 起没有收到微信的消息，而平时这个时段并不少。请到微信后台看看服务器配置是否还启用着，填的地址能不能访问到这台服务器。`,
          };
  }
}

type OfKey = Extract<AlertRecord['incident'], { readonly is: 'key-refused' | 'no-credit' }>;

function nameKey({ provider, keyNumber }: OfKey): Sentence {
  return keyNumber === undefined
    ? { en: `the key of ${provider}`, zh: `${provider} 的密钥` }
    : { en: `key ${keyNumber} of ${provider}`, zh: `${provider} 的第 ${keyNumber} 个密钥` };
}

function setting({ provider }: OfKey): string {
  return `${provider.toUpperCase().replace(/[^A-Z0-9]/g, '_')}_API_KEY`;
}

function inUtc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
