import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import type { ModelRequest } from '../answering/model.ts';
import { buildMessages } from './build-messages.ts';
import { maxTokensField, type LeftOut } from './left-out.ts';
import type { ModelSettings } from './model-settings.ts';

/**
 * The body of the request. Optional parameters appear only when they are set and not known to be refused: models refuse
 * what they do not know.
 */
export function buildRequest(
  settings: ModelSettings,
  request: ModelRequest,
  leftOut: LeftOut,
): ChatCompletionCreateParamsStreaming {
  const { model, topP, reasoningEffort } = settings;
  const temperature = request.sampling?.temperature ?? settings.temperature;
  const maxTokens = request.maxTokens ?? settings.maxTokens;
  const lengthField = maxTokensField(settings, leftOut);
  const optional: Record<string, unknown> = {
    stream_options: { include_usage: true },
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { top_p: topP }),
    ...(maxTokens !== undefined && lengthField !== undefined && { [lengthField]: maxTokens }),
    ...(reasoningEffort !== undefined && { reasoning_effort: reasoningEffort }),
    ...settings.extraBody,
  };
  for (const name of leftOut) delete optional[name];
  const messages = buildMessages(request, { withSystem: !leftOut.has('system') });
  return Object.assign(optional, { model, messages, stream: true as const });
}

/** The names of what a request holds, with `system` for a message of that role. */
export function listSent({ messages, ...fields }: ChatCompletionCreateParamsStreaming): string[] {
  return [
    ...Object.keys(fields),
    'messages',
    ...(messages.some(({ role }) => role === 'system') ? ['system'] : []),
  ];
}
