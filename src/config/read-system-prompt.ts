import { readFileSync } from 'node:fs';
import { ConfigError } from './config-error.ts';
import { settingTexts } from './setting-texts.ts';
import type { ConversationConfig } from './config.ts';

/**
 * Returns the deployer's instructions for the model, from the setting or from the file that it names. Throws
 * ConfigError.
 */
export function readSystemPrompt({
  systemPrompt,
  systemPromptFile,
}: Pick<ConversationConfig, 'systemPrompt' | 'systemPromptFile'>): string | undefined {
  if (systemPromptFile === undefined) return systemPrompt;
  try {
    return readFileSync(systemPromptFile, 'utf8').trim();
  } catch {
    throw new ConfigError([settingTexts.fileUnreadable('SYSTEM_PROMPT_FILE', systemPromptFile)]);
  }
}
