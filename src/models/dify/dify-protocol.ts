import { field } from '../../runtime/field.ts';
import type { TokenUsage } from '../../turns/answer-event.ts';
import { AnswererError } from '../../turns/answerer-error.ts';
import type { BotNews, BotProtocol } from '../bots/bot-protocol.ts';
import { ProviderError } from '../provider-error.ts';
import { DIFY_ERROR_RULES } from './dify-error-rules.ts';

/**
 * Dify's service API for chatbots, agents and chatflows, https://docs.dify.ai/api-reference . A conversation belongs to
 * the app and to the user.
 */
export const difyProtocol: BotProtocol = {
  ask: ({ query, conversation, user }) => ({
    path: '/chat-messages',
    body: {
      inputs: {},
      query,
      response_mode: 'streaming',
      conversation_id: conversation ?? '',
      user,
    },
  }),
  stop: ({ id }, user) =>
    id === undefined
      ? undefined
      : { path: `/chat-messages/${encodeURIComponent(id)}/stop`, body: { user } },
  createReader: () => (_name, value) => {
    const conversation = text(field(value, 'conversation_id'));
    const task = text(field(value, 'task_id'));
    return {
      ...(conversation !== '' && { conversation }),
      ...(task !== '' && { id: task }),
      ...readEvent(value),
    };
  },
  errorRules: DIFY_ERROR_RULES,
};

/** Reads what is Dify's word for words; sources, files, speech and the steps of a workflow are not for followers. */
function readEvent(value: unknown): BotNews {
  const answer = text(field(value, 'answer'));
  const data = field(value, 'data');
  switch (field(value, 'event')) {
    case 'message':
    case 'agent_message':
      return { text: answer };
    case 'message_replace':
      return { replacement: answer };
    case 'reasoning_chunk':
      return { reasoning: text(field(data, 'reasoning')) };
    case 'agent_thought':
    case 'node_finished':
      return { works: true };
    case 'message_end': {
      const usage = readUsage(field(field(value, 'metadata'), 'usage'));
      return { end: 'whole', ...(usage && { usage }) };
    }
    case 'workflow_finished':
      return readWorkflowEnd(data);
    case 'workflow_paused':
      throw new AnswererError('provider_refused', 'The workflow waits for a person', {
        retryable: false,
        failure: 'not-understood',
        advice: {
          en: 'Nobody can fill in the form of a Human Input node in WeChat: take the node out of the Dify app.',
          zh: '在微信里没法填“人工介入”节点的表单，请从 Dify 应用里去掉这个节点。',
        },
      });
    default:
      return {};
  }
}

/** An app that fails ends its workflow so, with or without an `error` event after it; a good one has `message_end`. */
function readWorkflowEnd(data: unknown): BotNews {
  const status = field(data, 'status');
  if (status === 'stopped') return { end: 'stopped' };
  if (status !== 'failed') return {};
  const message = text(field(data, 'error'));
  const body = JSON.stringify({ code: 'workflow_failed', message });
  throw new ProviderError({ status: 200, body });
}

function readUsage(usage: unknown): TokenUsage | undefined {
  const input = field(usage, 'prompt_tokens');
  const output = field(usage, 'completion_tokens');
  if (typeof input !== 'number' || typeof output !== 'number') return undefined;
  return { input, cached: 0, output, reasoning: 0 };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
