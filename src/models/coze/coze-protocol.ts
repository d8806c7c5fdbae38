import { field } from '../../runtime/field.ts';
import type { TokenUsage } from '../../turns/answer-event.ts';
import { AnswererError } from '../../turns/answerer-error.ts';
import type { BotNews, BotProtocol, BotReader } from '../bots/bot-protocol.ts';
import { ProviderError } from '../provider-error.ts';
import { cozeErrorRules } from './coze-error-rules.ts';

/** Coze's chat API, version 3, https://www.coze.cn/open/docs/developer_guides/chat_v3 . Its ids are strings of 19 digits. */
export function cozeProtocol(bot: string): BotProtocol {
  return {
    ask: ({ query, conversation, user }) => ({
      path:
        conversation === undefined
          ? '/v3/chat'
          : `/v3/chat?conversation_id=${encodeURIComponent(conversation)}`,
      body: {
        bot_id: bot,
        user_id: user,
        stream: true,
        auto_save_history: true,
        additional_messages: [{ role: 'user', content: query, content_type: 'text' }],
      },
    }),
    stop: ({ conversation, id }) =>
      conversation === undefined || id === undefined
        ? undefined
        : { path: '/v3/chat/cancel', body: { conversation_id: conversation, chat_id: id } },
    createReader,
    errorRules: cozeErrorRules(bot),
  };
}

/** A bot may write several messages; each comes in pieces, and whole once more at its end. */
function createReader(): BotReader {
  /** What was read of each message. */
  const messages = new Map<string, string>();

  const takeText = (value: unknown, isWhole: boolean): BotNews => {
    const type = field(value, 'type');
    // Tools, their results, proposed questions and Coze's own notes are not for followers.
    if (type !== 'answer') return type === 'follow_up' || type === 'verbose' ? {} : { works: true };
    if (field(value, 'content_type') !== 'text') return {};
    const content = text(field(value, 'content'));
    const reasoning = isWhole ? '' : text(field(value, 'reasoning_content'));
    const id = text(field(value, 'id'));
    const known = messages.get(id);
    const isNext = known === undefined && content !== '' && messages.size > 0;
    const added = isWhole
      ? content.startsWith(known ?? '')
        ? content.slice((known ?? '').length)
        : ''
      : content;
    if (added !== '') messages.set(id, (known ?? '') + added);
    return {
      ...(reasoning !== '' && { reasoning }),
      ...(added !== '' && { text: isNext ? `\n\n${added}` : added }),
    };
  };

  return (name, value) => {
    switch (name) {
      case 'conversation.chat.created':
      case 'conversation.chat.in_progress': {
        const conversation = text(field(value, 'conversation_id'));
        const id = text(field(value, 'id'));
        return { ...(conversation !== '' && { conversation }), ...(id !== '' && { id }) };
      }
      case 'conversation.message.delta':
        return takeText(value, false);
      case 'conversation.message.completed':
        return takeText(value, true);
      case 'conversation.chat.completed': {
        const usage = readUsage(field(value, 'usage'));
        return { end: 'whole', ...(usage && { usage }) };
      }
      case 'conversation.chat.canceled':
        return { end: 'stopped' };
      case 'conversation.chat.failed':
        throw new ProviderError({
          status: 200,
          body: JSON.stringify(field(value, 'last_error') ?? { code: 'chat_failed' }),
        });
      case 'conversation.chat.requires_action':
        throw new AnswererError('provider_refused', 'The bot waits for a tool of its caller', {
          retryable: false,
          failure: 'not-understood',
          advice: {
            en: 'Kuaihui runs no tools for a Coze bot: take local plugins and question nodes out of it.',
            zh: '快回不替扣子智能体运行端插件，请从智能体里去掉端插件。',
          },
        });
      default:
        return {};
    }
  };
}

function readUsage(usage: unknown): TokenUsage | undefined {
  const input = field(usage, 'input_count');
  const output = field(usage, 'output_count');
  if (typeof input !== 'number' || typeof output !== 'number') return undefined;
  return { input, cached: 0, output, reasoning: 0 };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
