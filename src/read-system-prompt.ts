import { readFileSync } from 'node:fs';
import { ConfigError, type ConversationConfig } from './config.ts';

/** The deployer's instructions for the model, from the setting or from the file that it names. Throws ConfigError. */
export function readSystemPrompt({
  systemPrompt,
  systemPromptFile,
}: Pick<ConversationConfig, 'systemPrompt' | 'systemPromptFile'>): string | undefined {
  if (systemPromptFile === undefined) return systemPrompt;
  try {
    return readFileSync(systemPromptFile, 'utf8').trim();
  } catch {
    throw new ConfigError([
      `SYSTEM_PROMPT_FILE names ${systemPromptFile}, which cannot be read. Is the path right, and may this user read it?`,
    ]);
  }
}
