import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import type { Prompt } from '../turns/answerer.ts';
import { buildMessages } from './build-messages.ts';
import type { LlmSettings } from './llm-settings.ts';

/** The body of the request. Optional parameters appear only when they are set: models refuse what they do not know. */
export function buildRequest(
  settings: LlmSettings,
  prompt: Prompt,
  { withUsage }: { withUsage: boolean },
): ChatCompletionCreateParamsStreaming {
  const body: Record<string, unknown> = {
    ...(withUsage && { stream_options: { include_usage: true } }),
    ...(settings.temperature !== undefined && { temperature: settings.temperature }),
    ...(settings.topP !== undefined && { top_p: settings.topP }),
    ...(settings.maxTokens !== undefined && { [settings.maxTokensField]: settings.maxTokens }),
    ...(settings.reasoningEffort !== undefined && { reasoning_effort: settings.reasoningEffort }),
    ...settings.extraBody,
  };
  const { model } = settings;
  return Object.assign(body, { model, messages: buildMessages(prompt), stream: true as const });
}
