import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import type { ModelRequest } from '../answering/model.ts';
import { buildMessages } from './build-messages.ts';
import { maxTokensField, type LeftOut } from './left-out.ts';
import { idOf, type ModelSettings } from './model-settings.ts';
import { buildToolFields } from './tools/tool-fields.ts';
import { chooseToolUse, TOOL_MESSAGES, WITHOUT_REASONING } from './tools/tool-use.ts';
import { wantsReasoning } from './tools/wants-reasoning.ts';
import type { BuiltInSearch } from './web-search/built-in-search.ts';

/**
 * The body of the request. Optional parameters appear only when they are set and not known to be refused: models refuse
 * what they do not know.
 */
export function buildRequest(
  settings: ModelSettings,
  request: ModelRequest,
  leftOut: LeftOut,
  search?: BuiltInSearch,
): ChatCompletionCreateParamsStreaming {
  const { model, topP, reasoningEffort } = settings;
  const temperature = request.sampling?.temperature ?? settings.temperature;
  const maxTokens = request.maxTokens ?? settings.maxTokens;
  const lengthField = maxTokensField(settings, leftOut);
  const toolUse = chooseToolUse(request, leftOut, search);
  const toolFields = buildToolFields(request, toolUse, settings.provider);
  const optional: Record<string, unknown> = {
    stream_options: { include_usage: true },
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { top_p: topP }),
    ...(maxTokens !== undefined && lengthField !== undefined && { [lengthField]: maxTokens }),
    ...(reasoningEffort !== undefined && { reasoning_effort: reasoningEffort }),
    ...search?.fields,
    ...toolFields,
    ...settings.extraBody,
  };
  const tools = [toolFields.tools, search?.tools, settings.extraBody?.['tools']]
    .filter(Array.isArray)
    .flat();
  if (tools.length > 0) optional['tools'] = tools;
  for (const name of leftOut) delete optional[name];
  const messages = buildMessages(request, {
    withSystem: !leftOut.has('system'),
    ...(toolUse !== 'none' &&
      !leftOut.has(TOOL_MESSAGES) && {
        rounds: {
          id: idOf(settings),
          withReasoning: leftOut.has(WITHOUT_REASONING) || wantsReasoning(settings),
        },
      }),
  });
  return Object.assign(optional, { model, messages, stream: true as const });
}

/** The names of what a request holds, with names for forms of messages that a model may not take. */
export function listSent({ messages, ...fields }: ChatCompletionCreateParamsStreaming): string[] {
  const calling = messages.filter((message) => 'tool_calls' in message);
  const isBare = calling.some((message) => !('reasoning_content' in message));
  return [
    ...Object.keys(fields),
    'messages',
    ...(messages.some(({ role }) => role === 'system') ? ['system'] : []),
    ...(calling.length > 0 ? [TOOL_MESSAGES] : []),
    ...(isBare ? [WITHOUT_REASONING] : []),
  ];
}
