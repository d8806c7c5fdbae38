/** Chat models of a vendor, and how its thinking is switched off. */
export interface CurrentModels {
  /** As the vendor names them, the first choice first. */
  readonly names: readonly string[];
  /** The fields of a request that switch thinking off, for a vendor whose models think by default. */
  readonly thinkingOff?: string;
}

const THINKING_DISABLED = '{"thinking":{"type":"disabled"}}';
const ENABLE_THINKING_FALSE = '{"enable_thinking":false}';

/** The names of November 2026, by provider. They age within months: a suggestion, and no list of what is allowed. */
const CURRENT: ReadonlyMap<string, CurrentModels> = new Map([
  ['openai', { names: ['gpt-5.4-mini'] }],
  ['deepseek', { names: ['deepseek-v4-flash', 'deepseek-v4-pro'], thinkingOff: THINKING_DISABLED }],
  [
    'qwen',
    { names: ['qwen3.7-plus', 'qwen3.6-flash', 'qwen-plus'], thinkingOff: ENABLE_THINKING_FALSE },
  ],
  ['kimi', { names: ['kimi-k2.6'], thinkingOff: THINKING_DISABLED }],
  ['glm', { names: ['glm-5.2', 'glm-4.7-flash'], thinkingOff: THINKING_DISABLED }],
  ['doubao', { names: ['doubao-seed-2-1-turbo-260628'], thinkingOff: THINKING_DISABLED }],
  ['hunyuan', { names: ['hy3'], thinkingOff: ENABLE_THINKING_FALSE }],
  ['ernie', { names: ['ernie-5.1', 'ernie-4.5-turbo-128k'] }],
  ['minimax', { names: ['MiniMax-M3'] }],
  ['stepfun', { names: ['step-3.7-flash'] }],
  ['siliconflow', { names: ['deepseek-ai/DeepSeek-V4-Flash'] }],
]);

/** Returns what is suggested of a provider; no names where none are known. */
export function currentModelsOf(provider: string): CurrentModels {
  return CURRENT.get(provider) ?? { names: [] };
}
