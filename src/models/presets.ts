import type { Sentence } from '../runtime/sentence.ts';
import { OPENAI_BASE_URL, type ProviderModel } from './model-settings.ts';

/** What Kuaihui knows of a provider before anything is set for it. */
export interface ProviderPreset {
  /** As it stands before the first slash in CHAT_MODELS. */
  readonly name: string;
  /** The vendor, as deployers call it. */
  readonly title: Sentence;
  readonly api: ProviderModel['api'];
  /** Where the API is; absent where every customer has an address of its own. */
  readonly baseUrl?: string;
  readonly key: 'needed' | 'none';
  /** The field in which the longest answer is sent; max_tokens when absent. */
  readonly maxTokensField?: 'max_completion_tokens';
  /** The most texts of one request for embeddings, where it is fewer than elsewhere. */
  readonly embeddingBatch?: number;
  /** What a request with tools needs beside them. */
  readonly fieldsWithTools?: Readonly<Record<string, unknown>>;
  /**
   * `documented` if address and names are the vendor's or the protocol's own words; `seen` if other programs use them;
   * `remembered` if neither could be read.
   */
  readonly source: 'documented' | 'seen' | 'remembered';
}

/**
 * The providers that are known by name. No thinking is switched off here, because models that always think refuse the
 * switch; a field that a model does not take is left out after its first refusal. Usage is asked for in every stream
 * (`stream_options`), without which Tencent sends none; MiniMax sends none at all, so its tokens are estimated.
 */
export const PRESETS: readonly ProviderPreset[] = [
  {
    // The newer models refuse max_tokens; all take max_completion_tokens.
    name: 'openai',
    title: both('OpenAI'),
    api: 'openai',
    baseUrl: OPENAI_BASE_URL,
    key: 'needed',
    maxTokensField: 'max_completion_tokens',
    source: 'documented',
  },
  {
    // The address is https://RESOURCE.openai.azure.com/openai/v1, and the model is the name of a deployment.
    name: 'azure',
    title: both('Azure OpenAI'),
    api: 'openai',
    key: 'needed',
    maxTokensField: 'max_completion_tokens',
    source: 'documented',
  },
  {
    // Not reachable from the mainland of China.
    name: 'gemini',
    title: both('Google Gemini'),
    api: 'openai',
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
    key: 'needed',
    source: 'remembered',
  },
  {
    // Thinks by default ({"thinking":{"type":"disabled"}} turns it off), and ignores the temperature while it does.
    name: 'deepseek',
    title: both('DeepSeek'),
    api: 'openai',
    baseUrl: 'https://api.deepseek.com',
    key: 'needed',
    source: 'seen',
  },
  {
    // {"enable_thinking":false} turns thinking off, except for qwen3.8-max.
    name: 'qwen',
    title: { en: 'Qwen (Alibaba Cloud Model Studio)', zh: '通义千问（阿里云百炼）' },
    api: 'openai',
    baseUrl: 'https://dashscope.aliyuncs.com/compatible-mode/v1',
    key: 'needed',
    embeddingBatch: 10,
    source: 'documented',
  },
  {
    // Keys of api.moonshot.ai are other keys. {"thinking":{"type":"disabled"}} turns thinking off, except for kimi-k3.
    name: 'kimi',
    title: { en: 'Kimi (Moonshot)', zh: 'Kimi（月之暗面）' },
    api: 'openai',
    baseUrl: 'https://api.moonshot.cn/v1',
    key: 'needed',
    source: 'seen',
  },
  {
    // {"thinking":{"type":"disabled"}} turns thinking off, except for glm-5.3.
    name: 'glm',
    title: { en: 'GLM (Zhipu)', zh: '智谱 GLM' },
    api: 'openai',
    baseUrl: 'https://open.bigmodel.cn/api/paas/v4',
    key: 'needed',
    // Otherwise the arguments come in one piece, after a silence.
    fieldsWithTools: { tool_stream: true },
    source: 'seen',
  },
  {
    // Names carry dates; the id of an endpoint (ep-…) works too. {"thinking":{"type":"disabled"}} turns thinking off.
    name: 'doubao',
    title: { en: 'Doubao (Volcengine Ark)', zh: '豆包（火山方舟）' },
    api: 'openai',
    baseUrl: 'https://ark.cn-beijing.volces.com/api/v3',
    key: 'needed',
    source: 'seen',
  },
  {
    // The address of TokenHub (hy3); hunyuan-turbos-latest is at the older one, https://api.hunyuan.cloud.tencent.com/v1.
    name: 'hunyuan',
    title: { en: 'Hunyuan (Tencent)', zh: '腾讯混元' },
    api: 'openai',
    baseUrl: 'https://tokenhub.tencentmaas.com/v1',
    key: 'needed',
    source: 'seen',
  },
  {
    name: 'ernie',
    title: { en: 'ERNIE (Baidu Qianfan)', zh: '文心（百度千帆）' },
    api: 'openai',
    baseUrl: 'https://qianfan.baidubce.com/v2',
    key: 'needed',
    source: 'seen',
  },
  {
    // Thinking comes inside the content as <think>…</think>; `stop` and `response_format` are ignored.
    name: 'minimax',
    title: both('MiniMax'),
    api: 'openai',
    baseUrl: 'https://api.minimaxi.com/v1',
    key: 'needed',
    source: 'seen',
  },
  {
    name: 'stepfun',
    title: { en: 'StepFun', zh: '阶跃星辰' },
    api: 'openai',
    baseUrl: 'https://api.stepfun.com/v1',
    key: 'needed',
    source: 'seen',
  },
  {
    name: 'siliconflow',
    title: { en: 'SiliconFlow', zh: '硅基流动' },
    api: 'openai',
    baseUrl: 'https://api.siliconflow.cn/v1',
    key: 'needed',
    source: 'seen',
  },
  {
    name: 'openrouter',
    title: both('OpenRouter'),
    api: 'openai',
    baseUrl: 'https://openrouter.ai/api/v1',
    key: 'needed',
    source: 'remembered',
  },
  {
    // The key is the APIPassword of the console. The X2 line is at /v2.
    name: 'spark',
    title: { en: 'Spark (iFLYTEK)', zh: '讯飞星火' },
    api: 'openai',
    baseUrl: 'https://spark-api-open.xf-yun.com/v1',
    key: 'needed',
    source: 'seen',
  },
  {
    // Some customers have /compatible-mode/v2.
    name: 'sensenova',
    title: { en: 'SenseNova (SenseTime)', zh: '商汤日日新' },
    api: 'openai',
    baseUrl: 'https://api.sensenova.cn/compatible-mode/v1',
    key: 'needed',
    source: 'seen',
  },
  {
    name: 'zhinao',
    title: { en: '360 Zhinao', zh: '360 智脑' },
    api: 'openai',
    baseUrl: 'https://api.360.cn/v1',
    key: 'needed',
    source: 'seen',
  },
  {
    name: 'mimo',
    title: { en: 'Xiaomi MiMo', zh: '小米 MiMo' },
    api: 'openai',
    baseUrl: 'https://api.xiaomimimo.com/v1',
    key: 'needed',
    source: 'seen',
  },
  {
    name: 'modelscope',
    title: { en: 'ModelScope', zh: '魔搭 ModelScope' },
    api: 'openai',
    baseUrl: 'https://api-inference.modelscope.cn/v1',
    key: 'needed',
    source: 'remembered',
  },
  {
    // Thinking comes in the field `reasoning` alone.
    name: 'ollama',
    title: { en: 'Ollama, on this machine', zh: '本机的 Ollama' },
    api: 'openai',
    baseUrl: 'http://localhost:11434/v1',
    key: 'none',
    source: 'documented',
  },
  {
    // Everyone has an address of one's own, and a key sent to another's would be lost; it ends in /v1.
    name: 'dify',
    title: both('Dify'),
    api: 'dify',
    key: 'needed',
    source: 'documented',
  },
  {
    // The origin alone; https://api.coze.com abroad. The model is the id of the bot.
    name: 'coze',
    title: { en: 'Coze', zh: '扣子 Coze' },
    api: 'coze',
    baseUrl: 'https://api.coze.cn',
    key: 'needed',
    source: 'documented',
  },
];

const BY_NAME: ReadonlyMap<string, ProviderPreset> = new Map(
  PRESETS.map((preset) => [preset.name, preset]),
);

/** Returns the preset of a provider; undefined for a name that the deployer chose. */
export function findPreset(provider: string): ProviderPreset | undefined {
  return BY_NAME.get(provider);
}

function both(name: string): Sentence {
  return { en: name, zh: name };
}
