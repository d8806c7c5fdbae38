import {
  startPlatform,
  type Platform,
  type PlatformScript,
  type PlatformStep,
} from './played-platform.ts';

/** The ids that Coze gave to an answer: 19 digits, more than a number of JavaScript holds. */
export interface CozeIds {
  readonly chat: string;
  readonly conversation: string;
  readonly bot: string;
}

type CozeScript = (ids: CozeIds) => PlatformScript;

/** A Coze that knows its conversations. */
export interface PlayedCoze extends Platform {
  /** Puts an answer into the queue. Without one, a question is answered with 好的。 */
  next(...scripts: CozeScript[]): void;
  forgetAll(): void;
}

export const COZE_BOT = '7497176623146811392';

/** One event as Coze writes it: no blank after the colon. */
export function cozeEvent(name: string, data: unknown): string {
  return `event:${name}\ndata:${JSON.stringify(data)}\n\n`;
}

export const COZE_DONE = 'event:done\ndata:"[DONE]"\n\n';

/** The chat as it stands in `created`, `in_progress`, `completed` and `failed`. */
export function cozeChat({ chat, conversation, bot }: CozeIds, status: string, rest: object = {}) {
  return {
    id: chat,
    conversation_id: conversation,
    bot_id: bot,
    created_at: 1747895253,
    last_error: { code: 0, msg: '' },
    status,
    usage: { token_count: 0, output_count: 0, input_count: 0 },
    section_id: conversation,
    ...rest,
  };
}

/** A message as it stands in `delta` and `completed`. */
export function cozeMessage(
  { chat, conversation, bot }: CozeIds,
  content: string,
  rest: object = {},
) {
  return {
    id: '7507152947164217395',
    conversation_id: conversation,
    bot_id: bot,
    role: 'assistant',
    type: 'answer',
    content,
    content_type: 'text',
    chat_id: chat,
    section_id: conversation,
    ...rest,
  };
}

/** A whole answer with all that Coze puts around it. */
export function cozeSays(...pieces: string[]): CozeScript {
  return cozeStreams((ids) => [
    ...pieces.map((piece) => cozeEvent('conversation.message.delta', cozeMessage(ids, piece))),
    cozeEvent('conversation.message.completed', cozeMessage(ids, pieces.join(''))),
    cozeEvent(
      'conversation.message.completed',
      cozeMessage(ids, '{"msg_type":"generate_answer_finish","data":"{}"}', {
        id: '7507152947164217396',
        type: 'verbose',
      }),
    ),
    cozeEvent(
      'conversation.message.completed',
      cozeMessage(ids, '还想问什么？', { id: '7507152947164217397', type: 'follow_up' }),
    ),
    cozeEvent(
      'conversation.chat.completed',
      cozeChat(ids, 'completed', {
        usage: { token_count: 633, output_count: 19, input_count: 614 },
      }),
    ),
    COZE_DONE,
  ]);
}

/** A chat that was created, and these steps. */
export function cozeStreams(steps: (ids: CozeIds) => readonly PlatformStep[]): CozeScript {
  return (ids) => ({
    steps: [
      cozeEvent('conversation.chat.created', cozeChat(ids, 'created')),
      cozeEvent('conversation.chat.in_progress', cozeChat(ids, 'in_progress')),
      ...steps(ids),
    ],
  });
}

/** A refusal, with status 200 as Coze does it. */
export function cozeRefuses(code: number, msg: string, status = 200): CozeScript {
  return () => ({ status, json: { code, msg, detail: { logid: '20250402172757C9D48D' } } });
}

export async function startCoze(key = 'pat_very-secret'): Promise<PlayedCoze> {
  const queue: CozeScript[] = [];
  const conversations = new Set<string>();
  let count = 0n;
  const platform = await startPlatform(({ path, headers, body }) => {
    if (headers.authorization !== `Bearer ${key}`)
      return { status: 401, json: { code: 700012006, msg: 'access token invalid' } };
    if (path === 'POST /v3/chat/cancel') return { json: { code: 0, msg: '', data: {} } };
    const asked = /^POST \/v3\/chat(?:\?conversation_id=(\d+))?$/.exec(path);
    if (!asked) return { status: 404, json: { code: 404, msg: 'no such endpoint' } };
    if (body['bot_id'] !== COZE_BOT)
      return {
        json: {
          code: 4200,
          msg: `Requested resource bot_id=${String(body['bot_id'])} does not exist.`,
        },
      };
    const known = asked[1];
    if (known !== undefined && !conversations.has(known))
      return { json: { code: 4200, msg: 'Requested resource conversation_id does not exist.' } };
    count += 1n;
    const conversation = known ?? String(7507152932924669900n + count);
    conversations.add(conversation);
    const chat = String(7507152942412283900n + count);
    return (queue.shift() ?? cozeSays('好的。'))({ chat, conversation, bot: COZE_BOT });
  });
  return {
    ...platform,
    next: (...scripts) => void queue.push(...scripts),
    forgetAll: () => conversations.clear(),
  };
}
