/** A model as it is set: whose it is, and every key with which it can be asked. */
export interface ProviderModel extends Omit<ModelSettings, 'apiKey'> {
  /** The protocol that the provider speaks. */
  readonly api: 'openai' | 'dify' | 'coze';
  /** Empty for servers that ask for none, such as Ollama. */
  readonly apiKeys: readonly string[];
}

/** How the driver asks one OpenAI-compatible provider. It does not send what is not set. */
export interface ModelSettings {
  /** The provider's name in the settings, such as `deepseek`. */
  readonly provider: string;
  /** Where the API is, with its version, such as https://api.deepseek.com; OpenAI's own when left out. */
  readonly baseUrl?: string;
  /** May be left out for servers that ask for none, such as Ollama. */
  readonly apiKey?: string;
  readonly model: string;
  /** The setting that names the model; absent for OPENAI_MODEL. */
  readonly namedIn?:
    | 'CHAT_MODELS'
    | 'SUMMARY_MODELS'
    | 'OFFERED_MODELS'
    | 'EMBEDDING_MODEL'
    | 'RERANK_MODEL'
    | 'QUERY_MODEL';
  readonly temperature?: number;
  readonly topP?: number;
  readonly maxTokens?: number;
  /** The name under which the model takes `maxTokens`: newer OpenAI models refuse the older one. */
  readonly maxTokensField: 'max_tokens' | 'max_completion_tokens';
  readonly reasoningEffort?: string;
  /** Fields that only this vendor knows, such as `enable_thinking`. They cannot replace model, messages or stream. */
  readonly extraBody?: Readonly<Record<string, unknown>>;
  /** Whether the vendor's own search of the web is turned on for answers to followers. */
  readonly webSearch?: boolean;
  /** Whether the model thinks without an opening tag. If `auto` or absent, the driver learns it from answers. */
  readonly untaggedThinking?: 'auto' | 'on' | 'off';
  /** From the request, or the last sign of life, to the first token of the stream, even if it is thinking. */
  readonly firstEventTimeoutMs: number;
  /** Between two signs of life after the first token. */
  readonly idleTimeoutMs: number;
  /** For the whole answer with all its tries; unlimited when left out. */
  readonly totalTimeoutMs?: number;
  /** Concurrent answers that the provider writes for us; any number when left out. */
  readonly atOnce?: number;
  /** Tries after the first one. */
  readonly maxRetries: number;
  /** The forward proxy on the way to the provider, such as http://user:password@host:port; none when left out. */
  readonly proxy?: string;
}

/** Where OpenAI's own API is. */
export const OPENAI_BASE_URL = 'https://api.openai.com/v1';

/** Returns the name of a model in logs, in the settings and in the count of costs. */
export function idOf({ provider, model }: Pick<ModelSettings, 'provider' | 'model'>): string {
  return `${provider}/${model}`;
}

/** Returns the base URL in use, without the slash at its end. */
export function baseUrlOf(settings: ModelSettings): string {
  return (settings.baseUrl ?? OPENAI_BASE_URL).replace(/\/+$/, '');
}

/** Returns the provider's host with its port, for logs. The whole URL may hold a password. */
export function hostOf(settings: ModelSettings): string {
  const url = baseUrlOf(settings);
  return URL.canParse(url) ? new URL(url).host : 'an invalid OPENAI_BASE_URL';
}

/** Returns the base URL for logs and advice, without user and password. */
export function shownBaseUrlOf(settings: ModelSettings): string {
  return withoutPassword(baseUrlOf(settings));
}

/** Returns an address without user and password, for logs. */
export function withoutPassword(address: string): string {
  if (!URL.canParse(address)) return 'an invalid address';
  const url = new URL(address);
  url.username = '';
  url.password = '';
  return url.href.replace(/\/+$/, '');
}

/** Returns what the driver needs to ask the model with one of its keys, the first unless another is given. */
export function withKey(model: ProviderModel, apiKey = model.apiKeys[0]): ModelSettings {
  return apiKey === undefined ? model : { ...model, apiKey };
}
