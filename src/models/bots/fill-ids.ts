import { createHash } from 'node:crypto';
import type { ModelRequest } from '../../answering/model.ts';
import type { BotMemory } from './bot-memory.ts';

type ExtraBody = Readonly<Record<string, unknown>>;

/** What stands in a field for the conversation and for the follower. */
const PLACEHOLDER = /\{(conversation|user)\}/g;

/**
 * Fills in ids that tell a platform which conversation a question belongs to, as FastGPT's `chatId`, and nothing of the
 * follower. Work that belongs to none goes without these fields.
 */
export async function fillIds(
  extraBody: ExtraBody | undefined,
  conversation: ModelRequest['conversation'],
  memory: BotMemory | undefined,
): Promise<ExtraBody | undefined> {
  if (extraBody === undefined || JSON.stringify(extraBody).search(PLACEHOLDER) < 0)
    return extraBody;
  const user = conversation && (await memory?.userOf(conversation.follower));
  const ids =
    user !== undefined && conversation
      ? { user, conversation: digest(`${user}\n${conversation.id}`) }
      : undefined;
  const fill = (value: unknown): unknown => {
    if (typeof value === 'string')
      return value.search(PLACEHOLDER) < 0
        ? value
        : ids && value.replace(PLACEHOLDER, (_whole, name: 'user' | 'conversation') => ids[name]);
    if (Array.isArray(value)) return value.map(fill).filter((item) => item !== undefined);
    if (typeof value !== 'object' || value === null) return value;
    const fields = Object.entries(value).map(([name, inner]) => [name, fill(inner)] as const);
    return Object.fromEntries(fields.filter(([, inner]) => inner !== undefined));
  };
  return fill(extraBody) as ExtraBody;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
