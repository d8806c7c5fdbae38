import type { ConversationConfig } from './config.ts';
import type { EnvReader } from './env-reader.ts';
import { settingTexts } from './setting-texts.ts';
import { readTextSwitch } from './switch-words.ts';

/** The label takes its room from every message of 2,048 bytes. */
const LONGEST_AI_LABEL_BYTES = 120;

/** Reads the texts of a conversation and the limits of its memory. */
export function readConversation(reader: EnvReader): ConversationConfig {
  const aiLabel = reader.text('AI_LABEL');
  const labelWord = aiLabel && readTextSwitch(aiLabel);
  if (aiLabel !== undefined && Buffer.byteLength(aiLabel) > LONGEST_AI_LABEL_BYTES)
    reader.refuse('AI_LABEL', settingTexts.aiLabelTooLong(LONGEST_AI_LABEL_BYTES));
  return {
    language: reader.oneOf('FOLLOWER_LANGUAGE', ['zh', 'en'], 'zh'),
    welcomeText: reader.text('WELCOME_TEXT')?.replaceAll('\\n', '\n'),
    aiLabel: labelWord === 'off' ? '' : labelWord === 'on' ? undefined : aiLabel,
    systemPrompt: reader.text('SYSTEM_PROMPT')?.replaceAll('\\n', '\n'),
    systemPromptFile: reader.text('SYSTEM_PROMPT_FILE'),
    historyTokens: reader.integer('HISTORY_TOKENS', {
      least: 0,
      most: 1_000_000,
      byDefault: 4000,
    }),
    lifetimeMinutes: reader.integer('CONVERSATION_TTL_MINUTES', {
      least: 1,
      most: 525_600,
      byDefault: 720,
    }),
    burstWindowMs: reader.integer('BURST_WINDOW_MS', { least: 0, most: 4000, byDefault: 0 }),
  };
}
