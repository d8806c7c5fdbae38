import { PRESETS } from '../models/presets.ts';
import { variablesOf } from '../models/provider-variables.ts';
import { SEARCHING_PROVIDERS } from '../models/web-search/built-in-search.ts';
import type { Sentence } from '../runtime/sentence.ts';
import { showText } from './secrecy.ts';

const NAMES = PRESETS.map(({ name }) => name);

/** The texts about lists of models and about the providers that they name. */
export const modelListTexts = {
  emptyEntry: (setting: string): Sentence => ({
    en: `${setting} has an entry with nothing in it: two commas in a row, or one at an end. Take a comma away.`,
    zh: `${setting} 里有一项是空的：连着两个逗号，或开头、末尾多了逗号。请去掉。`,
  }),
  withoutProvider: (setting: string, entry: string): Sentence => ({
    en: `${setting} holds ${showModel(entry)} without its provider. Write provider/model, such as ${exampleWith(entry)}. Known providers: ${NAMES.join(', ')}.`,
    zh: `${setting} 里的 ${showModel(entry)} 没有写厂商。请写成 厂商/模型，例如 ${exampleWith(entry)}。已知的厂商：${NAMES.join('、')}。`,
  }),
  withoutModel: (setting: string, provider: string): Sentence => ({
    en: `${setting} names the provider ${showText(provider)} without a model. Write ${showText(provider)}/MODEL, with the model's name as the vendor writes it.`,
    zh: `${setting} 里的 ${showText(provider)} 只写了厂商，没有写模型。请写成 ${showText(provider)}/模型名，模型名按厂商的写法。`,
  }),
  notOneModel: (setting: string, entry: string): Sentence => ({
    en: `${setting} holds ${showText(entry)}, which is not one model: write a comma (,) between two models, and no space within a name.`,
    zh: `${setting} 里的 ${showText(entry)} 不是一个模型：两个模型之间写英文逗号，名字里不能有空格。`,
  }),
  noProviderName: (setting: string, entry: string): Sentence => ({
    en: `${setting} holds ${showText(entry)}: before the first slash stands the name of a provider, in letters and digits with single dashes between them, such as my-server.`,
    zh: `${setting} 里的 ${showText(entry)} 不对：第一个斜杠前是厂商的名字，用英文字母和数字，中间可以有单个横线，例如 my-server。`,
  }),
  reservedName: (setting: string, provider: string): Sentence => ({
    en: `${setting} names a provider ${provider}, whose settings would have the names of others. Choose another name.`,
    zh: `${setting} 里的厂商名 ${provider} 会和别的设置重名。请换一个名字。`,
  }),
  addressMissing: (provider: string, setting: string): Sentence => ({
    en: `${variablesOf(provider).baseUrl} is missing: ${setting} names the provider ${provider}, and its address is not known. Set it, such as ${exampleOf(provider)}.`,
    zh: `缺 ${variablesOf(provider).baseUrl}：${setting} 用了 ${provider}，还不知道它的地址。请填上，例如 ${exampleOf(provider)}。`,
  }),
  unknownProvider: (provider: string, setting: string, meant: string | undefined): Sentence => ({
    en: `${variablesOf(provider).baseUrl} is missing: ${setting} names the provider ${provider}, which is none of the known ones (${NAMES.join(', ')}). ${meant === undefined ? '' : `Did you mean ${meant}/…? `}Set its address, or write a known provider before the name, such as siliconflow/${provider}/….`,
    zh: `缺 ${variablesOf(provider).baseUrl}：${setting} 用了 ${provider}，它不是已知的厂商（${NAMES.join('、')}）。${meant === undefined ? '' : `是不是想写 ${meant}/…？`}请填它的地址，或在前面写上已知的厂商，例如 siliconflow/${provider}/…。`,
  }),
  keyMissing: (provider: string, setting: string): Sentence => ({
    en: `${variablesOf(provider).apiKey} is missing: ${setting} names a model of ${provider}, which wants a key.`,
    zh: `缺 ${variablesOf(provider).apiKey}：${setting} 用了 ${provider} 的模型，它要密钥。`,
  }),
  noWebSearch: (setting: string, provider: string): Sentence => ({
    en: `${setting} is on, and ${provider} has no search that it turns on; only ${SEARCHING_PROVIDERS.join(', ')} have. Take it away, and set SEARCH_PROVIDER: its search works with every model that takes tools.`,
    zh: `${setting} 打开了，但没有办法打开 ${provider} 的联网搜索，只有 ${SEARCHING_PROVIDERS.join('、')} 可以。请去掉，改填 SEARCH_PROVIDER：它的搜索能用于所有会用工具的模型。`,
  }),
  twoNames: (model: string, listed: string): Sentence => ({
    en: `CHAT_MODELS holds ${listed}, and OPENAI_MODEL names ${showText(model)}, which is not among them. CHAT_MODELS says which models answer: take OPENAI_MODEL away, or add openai/${showText(model)} to the list.`,
    zh: `CHAT_MODELS 写的是 ${listed}，OPENAI_MODEL 写的 ${showText(model)} 不在里面。由谁回答以 CHAT_MODELS 为准：请去掉 OPENAI_MODEL，或在 CHAT_MODELS 里加上 openai/${showText(model)}。`,
  }),
  noChatModels: (setting: string): Sentence => ({
    en: `${setting} is set without CHAT_MODELS. Name the models that answer there first.`,
    zh: `填了 ${setting}，却没有填 CHAT_MODELS。请先在那里写上由哪些模型回答。`,
  }),
  emptyKey: (setting: string): Sentence => ({
    en: `${setting} has an entry with nothing in it between its commas. Write one key after another, with one comma between two.`,
    zh: `${setting} 的逗号之间有一项是空的。几个密钥之间各写一个英文逗号。`,
  }),
};

/** Shows whole what begins with a provider's name, which no key does. */
function showModel(entry: string): string {
  return providerIn(entry) === undefined ? showText(entry) : entry;
}

/** Returns an entry that can be copied: never with half a name. */
function exampleWith(entry: string): string {
  const provider = providerIn(entry);
  return provider === undefined ? 'deepseek/deepseek-v4-flash' : `${provider}/${entry}`;
}

function providerIn(entry: string): string | undefined {
  return NAMES.find((name) => entry.toLowerCase().startsWith(name));
}

function exampleOf(provider: string): string {
  if (provider === 'azure') return 'https://RESOURCE.openai.azure.com/openai/v1';
  if (provider === 'dify') return 'https://dify.example.com/v1';
  return 'https://host.example.com/v1';
}
