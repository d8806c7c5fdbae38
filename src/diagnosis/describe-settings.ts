import { commandLine } from '../config/command-line.ts';
import { idOf, type ProviderModel } from '../models/model-settings.ts';
import type { Sentence } from '../runtime/sentence.ts';
import type { Config, WechatConfig } from '../config/config.ts';

/** Names the models in the order of failover; undefined without a model. */
export function nameModels(models: readonly ProviderModel[]): string | undefined {
  return models.length === 0 ? undefined : models.map(idOf).join(', ');
}

/** Describes the connected account without a secret. */
export function describeAccount(wechat: WechatConfig): Sentence {
  const { token, appId, appSecret, encodingAesKey, messageMode } = wechat;
  if (token === undefined)
    return {
      en: `none set here (no WECHAT_TOKEN); without one in the store either, only the simulator and the chat in the terminal get in. To see what the store holds: ${commandLine('account list')}`,
      zh: `这里没有设公众号（没填 WECHAT_TOKEN）；如果数据库里也没有，就只能用模拟器和终端聊天试用。查看数据库里的公众号：${commandLine('account list')}`,
    };
  const has = (value: string | undefined, ...words: string[]) => (value === undefined ? [] : words);
  const en = ['a token', ...has(encodingAesKey, 'an AES key'), ...has(appSecret, 'an AppSecret')];
  const zh = ['Token', ...has(encodingAesKey, 'AES 密钥'), ...has(appSecret, 'AppSecret')];
  return {
    en: `${appId ?? 'no AppID'}, message mode ${messageMode}, with ${en.join(', ')}`,
    zh: `${appId ?? '没填 AppID'}，消息模式 ${messageMode}，已填 ${zh.join('、')}`,
  };
}

/** Describes what answers: the models by their names, or so many documents in the store and the folder. */
export function describeAnswers(
  { chatModels, knowledge }: Config,
  name: string,
  documents: number,
): Sentence {
  if (chatModels.length > 0) {
    const names = nameModels(chatModels) ?? name;
    return { en: names, zh: names };
  }
  const { folder, bases } = knowledge;
  if (folder === undefined && (documents > 0 || bases !== undefined))
    return {
      en: 'quotations from the documents that were added (no model is set)',
      zh: '摘录已添加的资料（没有接入模型）',
    };
  if (folder === undefined)
    return {
      en: 'quotations from the handbook that comes along (no model is set)',
      zh: '摘录自带的手册（没有接入模型）',
    };
  return {
    en: `quotations from the documents in ${folder} (no model is set)`,
    zh: `摘录 ${folder} 里的资料（没有接入模型）`,
  };
}

/** Names the models of the search; undefined where words alone are compared. */
export function describeSearch({
  embeddingModel,
  rerankModel,
  queryModel,
}: Pick<Config, 'embeddingModel' | 'rerankModel' | 'queryModel'>): Sentence | undefined {
  const set = Object.entries({
    EMBEDDING_MODEL: embeddingModel,
    RERANK_MODEL: rerankModel,
    QUERY_MODEL: queryModel,
  });
  const named = set.flatMap(([name, model]) => (model ? [`${name}=${idOf(model)}`] : []));
  if (named.length === 0) return undefined;
  const online = commandLine('check --online');
  return {
    en: `${named.join(', ')} (to ask them: ${online})`,
    zh: `${named.join('，')}（问一次看看：${online}）`,
  };
}

export const describeRedis = (): Sentence => ({
  en: 'Redis, which can be reached',
  zh: 'Redis，能连上',
});
