import { randomUUID } from 'node:crypto';
import {
  startPlatform,
  type Platform,
  type PlatformScript,
  type PlatformStep,
} from './played-platform.ts';

/** Makes the steps of an answer from the ids that Dify gave to it. */
export type DifyScript = (ids: DifyIds) => PlatformScript;

export interface DifyIds {
  readonly conversation_id: string;
  readonly message_id: string;
  readonly task_id: string;
}

/** A Dify that knows its conversations, and to which user each belongs. */
export interface PlayedDify extends Omit<Platform, 'url'> {
  /** To be used as DIFY_BASE_URL. */
  readonly baseUrl: string;
  /** Puts an answer into the queue. Without one, a question is answered with 好的。 */
  next(...scripts: DifyScript[]): void;
  /** Deletes every conversation, as an administrator can. */
  forgetAll(): void;
}

/** One event as Dify writes it. */
export function difyEvent(
  event: string,
  ids: Partial<DifyIds>,
  rest: Record<string, unknown> = {},
) {
  return `data: ${JSON.stringify({ event, ...ids, created_at: 1679586595, ...rest })}\n\n`;
}

export const DIFY_PING = 'event: ping\n\n';
export const DIFY_USAGE = {
  prompt_tokens: 1033,
  prompt_unit_price: '0.001',
  prompt_price_unit: '0.001',
  prompt_price: '0.0010330',
  completion_tokens: 128,
  completion_unit_price: '0.002',
  completion_price_unit: '0.001',
  completion_price: '0.0002560',
  total_tokens: 1161,
  total_price: '0.0012890',
  currency: 'USD',
  latency: 0.7682376249867957,
};

/** An answer in pieces, complete. */
export function difySays(...pieces: string[]): DifyScript {
  return (ids) => ({
    steps: [
      ...pieces.map((answer) => difyEvent('message', ids, { answer })),
      difyEvent('message_end', ids, { metadata: { usage: DIFY_USAGE, retriever_resources: [] } }),
    ],
  });
}

/** An answer of exactly these steps. */
export function difyStreams(steps: (ids: DifyIds) => readonly PlatformStep[]): DifyScript {
  return (ids) => ({ steps: steps(ids) });
}

/** A refusal before the stream. */
export function difyRefuses(status: number, code: string, message: string): DifyScript {
  return () => ({ status, json: { code, message, status } });
}

export async function startDify(key = 'app-very-secret'): Promise<PlayedDify> {
  const queue: DifyScript[] = [];
  const owners = new Map<string, string>();
  const platform = await startPlatform(({ path, headers, body }) => {
    if (headers.authorization !== `Bearer ${key}`)
      return refused(401, 'unauthorized', 'Access token is invalid');
    if (/^POST \/v1\/chat-messages\/[^/]+\/stop$/.test(path))
      return { json: { result: 'success' } };
    if (path !== 'POST /v1/chat-messages') return { status: 404, json: { message: 'Not Found' } };
    const user = body['user'];
    if (typeof user !== 'string' || user === '' || typeof body['query'] !== 'string')
      return refused(400, 'invalid_param', 'user or query is missing');
    let id = body['conversation_id'] as string;
    if (id !== '') {
      if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
        return refused(400, 'invalid_param', `conversation_id: ${id} is not a valid uuid.`);
      if (owners.get(id) !== user) return refused(404, 'not_found', 'Conversation Not Exists.');
    }
    const script = queue.shift() ?? difySays('好的。');
    id ||= randomUUID();
    const answer = script({ conversation_id: id, message_id: randomUUID(), task_id: randomUUID() });
    if ((answer.status ?? 200) === 200) owners.set(id, user);
    return answer;
  });
  const { url, ...rest } = platform;
  return {
    ...rest,
    baseUrl: `${url}/v1`,
    next: (...scripts) => void queue.push(...scripts),
    forgetAll: () => owners.clear(),
  };
}

function refused(status: number, code: string, message: string): PlatformScript {
  return { status, json: { code, message, status } };
}
