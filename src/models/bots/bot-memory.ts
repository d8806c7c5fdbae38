import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { ModelRequest } from '../../answering/model.ts';
import {
  followerPrefix,
  type CollectionDefinition,
  type Collections,
} from '../../runtime/collection.ts';
import { StoreUnavailableError } from '../../runtime/store-unavailable-error.ts';
import type { FollowerId } from '../../turns/turn.ts';
import type { KeptConversation } from './build-query.ts';

const CONVERSATIONS: CollectionDefinition = { name: 'bot-conversations', about: 'follower' };
const SECRETS: CollectionDefinition = { name: 'bot-secrets', about: 'product' };

/** The collections of bots, to be registered with the store. */
export const BOT_COLLECTIONS: readonly CollectionDefinition[] = [CONVERSATIONS, SECRETS];

type Conversation = NonNullable<ModelRequest['conversation']>;

/** What is kept for bots. A store that is away costs the bot its memory of the conversation, never the answer. */
export interface BotMemory {
  /** Returns the word that stands for a follower at a bot's platform; it does not tell the OpenID. */
  userOf(follower: FollowerId): Promise<string>;
  /** Returns the bot's conversation for one of ours; `model` is `provider/model`. */
  find(model: string, conversation: Conversation): Promise<KeptConversation | undefined>;
  keep(model: string, conversation: Conversation, kept: KeptConversation): Promise<void>;
}

interface BotMemoryDeps {
  readonly collections: Pick<Collections, 'open'>;
  /** How long a conversation is kept after its last question. */
  readonly keptForMs: number;
  readonly log: Logger;
}

/** Creates the memory of bots over the store, shared by all processes. */
export function createBotMemory({ collections, keptForMs, log }: BotMemoryDeps): BotMemory {
  const conversations = collections.open<KeptConversation>(CONVERSATIONS);
  const secrets = collections.open<{ readonly secret: string }>(SECRETS);
  let secret: Promise<string> | undefined;

  const readSecret = async (): Promise<string> => {
    const made = { secret: randomBytes(32).toString('hex') };
    const written = await secrets.put('users', made, { expected: 0 });
    return written === 'written'
      ? made.secret
      : ((await secrets.get('users')) ?? { value: made }).value.secret;
  };
  /** Returns `instead` when the store is away. */
  const tryStore = async <Result>(work: () => Promise<Result>, instead: Result) => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
      log.warn(
        {
          code: 'bot_memory_unavailable',
          err: error,
          zh: '存储暂时不可用，这个问题按新的会话问机器人',
        },
        'The store is away: the bot is asked as in a new conversation',
      );
      return instead;
    }
  };

  return {
    userOf({ account, openId }) {
      return tryStore(async () => {
        secret ??= readSecret();
        const key = await secret.catch((error: unknown) => {
          secret = undefined;
          throw error;
        });
        return createHmac('sha256', key).update(`${account}\n${openId}`).digest('hex').slice(0, 32);
      }, randomBytes(16).toString('hex'));
    },
    find: (model, conversation) =>
      tryStore(async () => (await conversations.get(keyOf(model, conversation)))?.value, undefined),
    keep: (model, conversation, kept) =>
      tryStore(async () => {
        const options = { expiresInMs: keptForMs };
        await conversations.put(keyOf(model, conversation), kept, options);
      }, undefined),
  };
}

/** A model's name may hold any character, so the key has its digest. */
function keyOf(model: string, { follower, id }: Conversation): string {
  const bot = createHash('sha256').update(model).digest('hex').slice(0, 16);
  return `${followerPrefix(follower)}${bot}/${encodeURIComponent(id)}`;
}
