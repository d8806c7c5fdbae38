import type { ModelSettings } from '../model-settings.ts';

/**
 * Says whether a model refuses a round without `reasoning_content`, empty as it may be: those of DeepSeek and Kimi do,
 * wherever they run. Others are found out by their refusal.
 */
export function wantsReasoning({ provider, model }: ModelSettings): boolean {
  return /deepseek|kimi|moonshot/i.test(`${provider}/${model}`);
}
