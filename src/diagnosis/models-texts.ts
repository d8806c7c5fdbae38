import type { ProviderModel } from '../models/model-settings.ts';
import { variablesOf } from '../models/provider-variables.ts';
import type { AdviceLanguage, Sentence } from '../runtime/sentence.ts';
import type { Role } from './check-models.ts';

const ROLES: Readonly<Record<AdviceLanguage, Readonly<Record<Role, string>>>> = {
  en: {
    ...{ chat: 'chat', summary: 'summary', offered: 'offered' },
    ...{ query: 'query', embedding: 'embedding', rerank: 'rerank' },
  },
  zh: {
    ...{ chat: '回答', summary: '摘要', offered: '可选' },
    ...{ query: '补全', embedding: '向量', rerank: '重排' },
  },
};

/** The texts of `kuaihui models`. */
export const modelsTexts = {
  role: (role: Role, language: AdviceLanguage): string => ROLES[language][role],
  firstToken: (ms: number): Sentence => ({
    en: `first token after ${(ms / 1000).toFixed(2)} s`,
    zh: `${(ms / 1000).toFixed(2)} 秒出第一个字`,
  }),
  /** Vectors and rankings come as a whole. */
  answered: (ms: number): Sentence => ({
    en: `answered after ${(ms / 1000).toFixed(2)} s`,
    zh: `${(ms / 1000).toFixed(2)} 秒完成`,
  }),
  gone: ({ provider, model }: ProviderModel): Sentence => ({
    en: `${provider} has no model ${model}, or not for this key`,
    zh: `${provider} 没有模型 ${model}，或这个密钥不能用它`,
  }),
  change: (
    { provider, model, namedIn }: ProviderModel,
    nearest: readonly string[],
  ): Sentence | undefined => {
    const setting = namedIn ?? 'OPENAI_MODEL';
    const written = (name: string) => (namedIn === undefined ? name : `${provider}/${name}`);
    const [first, ...others] = nearest.map(written);
    if (first === undefined)
      return {
        en: `Change ${written(model)} in ${setting} to a name from the vendor's page.`,
        zh: `请把 ${setting} 里的 ${written(model)} 换成厂商页面上有的名字。`,
      };
    const more = others.length > 0;
    return {
      en: `Change ${written(model)} in ${setting} to ${first}${more ? `, or to ${others.join(', ')}` : ''}.`,
      zh: `请把 ${setting} 里的 ${written(model)} 换成 ${first}${more ? `，或 ${others.join('、')}` : ''}。`,
    };
  },
  keyRefused: (provider: string, place: number): Sentence => ({
    en: `The model answers with the first key, but key ${place} in ${variablesOf(provider).apiKey} was refused; replace it or take it out`,
    zh: `第一个密钥能用，但 ${variablesOf(provider).apiKey} 里的第 ${place} 个不被接受，请换掉或删掉`,
  }),
  testFailed: (id: string): Sentence => ({
    en: `${id} does not answer`,
    zh: `${id} 没有回答`,
  }),
  tooSlow: (): Sentence => ({
    en: 'It did not answer within a minute. Try again, or choose a faster model.',
    zh: '一分钟内没有回答。请再试一次，或换一个更快的模型。',
  }),
  waiting: (ids: readonly string[]): Sentence => ({
    en: `Waiting for ${ids.join(', ')} …`,
    zh: `正在等 ${ids.join('、')} …`,
  }),
  none: (): Sentence => ({
    en: 'No model is set. Write CHAT_MODELS=deepseek/deepseek-v4-flash and DEEPSEEK_API_KEY into .env, or those of another provider.',
    zh: '还没有接入模型。请在 .env 里写 CHAT_MODELS=deepseek/deepseek-v4-flash 和 DEEPSEEK_API_KEY，或换成别家的。',
  }),
};
