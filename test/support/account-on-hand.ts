import type { AnswerPace } from '../../src/delivery/answer-pace.ts';
import { noPace } from './no-pace.ts';
import { NO_PRICES } from '../../src/usage/prices.ts';
import { createUsageDeps } from '../../src/usage/usage-deps.ts';
import { pino } from 'pino';
import { createAccountRelay } from '../../src/accounts/account-relay.ts';
import type { Account } from '../../src/accounts/account.ts';
import type { Receipt } from '../../src/accounts/handle-push.ts';
import { parseConfig } from '../../src/config/parse-config.ts';
import { createBackground } from '../../src/runtime/background.ts';
import {
  createAttemptConnection,
  type AttemptConnection,
} from '../../src/delivery/attempt-connection.ts';
import type { CustomerServiceMode } from '../../src/delivery/capability.ts';
import type { DeliverySettings } from '../../src/delivery/delivery-settings.ts';
import type { DomainEvent } from '../../src/events/domain-event.ts';
import { createEventBus, type Emitter, type EventBus } from '../../src/events/event-bus.ts';
import type { InboundMessage } from '../../src/messages/inbound-message.ts';
import { textOf } from '../../src/messages/reply.ts';
import { newId } from '../../src/runtime/new-id.ts';
import { createKeyLock } from '../../src/runtime/key-lock.ts';
import { buildAccount } from '../../src/server/build-account.ts';
import { createMemoryShare } from '../../src/server/build-memory.ts';
import { buildFlusher } from '../../src/server/build-flusher.ts';
import { toAccountSettings } from '../../src/server/to-account-settings.ts';
import type { Store } from '../../src/store/store.ts';
import { createAnswerQueue, type AnswerQueue } from '../../src/turns/answer-queue.ts';
import type { CustomerServiceClient } from '../../src/delivery/customer-service.ts';
import { toOutcome } from '../../src/wechat/api/to-outcome.ts';
import { WechatApiError, WechatUnreachableError } from '../../src/wechat/errors.ts';
import { createSqliteWorld } from '../store/sqlite/sqlite-world.ts';
import { createScriptedAnswerer, type ScriptedAnswerer } from '../answering/answerer-double.ts';
import { settle, type StepClock } from './step-clock.ts';

const WECHAT_GIVES_UP_MS = 5000;

interface Sent {
  readonly atMs: number;
  readonly content: string;
  readonly isAi: boolean;
}

/** How WeChat's attempts at one message went; times count from the first. */
interface Asked {
  /** Absent while WeChat waits. `text` is what the follower reads; empty for an empty answer. */
  outcome?:
    { readonly atMs: number; readonly attempt: number; readonly text: string } | 'failure notice';
  /** Done when there is an outcome. */
  readonly ended: Promise<void>;
}

interface AskOptions {
  /** Attempts that never reach us. */
  readonly lost?: readonly number[];
  /** Something on the way cuts the first attempt after this time, and WeChat makes the next. */
  readonly cutFirstAfterMs?: number;
  /** The answer to this attempt gets lost on its way back. */
  readonly loseReplyTo?: number;
  /** The first attempt reaches a process that stands still, and is looked at only after this time. */
  readonly firstIsSeenAfterMs?: number;
  readonly attempts?: number;
}

/** One account with everything real but WeChat, the model and the time. */
export interface AccountOnHand {
  readonly account: Account;
  readonly clock: StepClock;
  readonly answerer: ScriptedAnswerer;
  readonly queue: AnswerQueue;
  /** Customer-service messages that WeChat took. */
  readonly sent: readonly Sent[];
  /** What was told on its bus. */
  readonly told: readonly DomainEvent[];
  /** How WeChat answers the next sends; `ok` when nothing is said. */
  refuseNext(...answers: ('ok' | number | 'unreachable')[]): void;
  says(content: string, options?: AskOptions): Asked;
  does(event: { readonly event: 'subscribe' | 'unsubscribe' }): Asked;
  /** One attempt, with this signature. */
  push(message: InboundMessage, signature: string): Promise<Receipt>;
  /** Lets this much time pass. */
  pass(ms: number): Promise<void>;
  /** Where its database is. */
  readonly folder: string;
}

export interface OnHandOptions {
  readonly customerService?: CustomerServiceMode | 'yes' | 'no';
  readonly delivery?: Partial<DeliverySettings>;
  readonly answersAtOnce?: number;
  /** What is known about answers; nothing when it is absent. */
  readonly pace?: AnswerPace;
  /** Begins to listen; nothing does when it is absent. */
  readonly listen?: (events: EventBus) => void;
  /** Puts something around the store; nothing when it is absent. */
  readonly wrapStore?: (store: Store) => Store;
}

export async function startAccount(options: OnHandOptions = {}): Promise<AccountOnHand> {
  const world = createSqliteWorld();
  const { clock } = world;
  const { wrapStore = (store) => store } = options;
  const store = wrapStore(await world.open());
  const log = pino({ level: 'silent' });
  const answerer = createScriptedAnswerer();
  const startedAt = clock.now();
  const sent: Sent[] = [];
  const told: DomainEvent[] = [];
  const bus = createEventBus(log);
  options.listen?.(bus);
  const events: Emitter = {
    emit(event) {
      told.push(event);
      bus.emit(event);
    },
  };
  const answers: ('ok' | number | 'unreachable')[] = [];
  const wanted = options.customerService ?? 'no';
  if (wanted === 'yes' || wanted === 'no')
    await store.capability.learn('default', { customerService: wanted }, 86_400_000);

  const client: CustomerServiceClient = {
    sendText(_openId, content, { isAi }) {
      const answer = answers.shift() ?? 'ok';
      if (answer === 'unreachable')
        return Promise.resolve(
          toOutcome(new WechatUnreachableError('No answer', { mayHaveArrived: false })),
        );
      if (answer !== 'ok') {
        const error = new WechatApiError('send', { errcode: answer, errmsg: '' });
        return Promise.resolve(toOutcome(error));
      }
      sent.push({ atMs: clock.now() - startedAt, content, isAi });
      return Promise.resolve({ is: 'sent' });
    },
    sendTyping: () => Promise.resolve({ is: 'sent' }),
  };
  const config = parseConfig({
    ANSWER_LINKS: 'off',
    ...{ WECHAT_TOKEN: 'testtoken', FOLLOWER_QUESTIONS_PER_MINUTE: '0' },
    ...{ WECHAT_APP_ID: 'wx0123456789abcdef', WECHAT_APP_SECRET: '0'.repeat(32) },
    CUSTOMER_SERVICE: wanted === 'on' || wanted === 'off' ? wanted : 'auto',
  });
  const settings = toAccountSettings(config, {
    ...{ name: 'default', token: 'testtoken', attemptMs: WECHAT_GIVES_UP_MS },
    systemPrompt: undefined,
  });
  const queue = createAnswerQueue({
    atOnce: options.answersAtOnce ?? 1000,
    accounts: () => 1,
    clock,
  });
  const runtime = { clock, random: () => 0.5, newId, background: createBackground(log), log };
  const account: Account = buildAccount(
    { ...settings, delivery: { ...settings.delivery, ...options.delivery } },
    {
      ...{ store, queue, pipeline: answerer, events, createClient: () => client },
      ...{ runtime, flusher: buildFlusher(store.turns, runtime), courierLock: createKeyLock() },
      usage: createUsageDeps({ ...runtime, store: store.usage, prices: NO_PRICES, events }),
      memory: createMemoryShare(),
      tools: { ofServers: () => [] },
      offered: () => [],
      turnsKeptForMs: 30 * 86_400_000,
      relay: createAccountRelay(() => account),
      pace: options.pace ?? noPace,
    },
  );
  store.work.start((item) => account.runDueWork(item));

  let ids = 0;
  const common = () => ({
    accountId: 'gh_test',
    openId: 'oFollower',
    createTime: Math.floor(clock.now() / 1000),
  });
  const receive = (
    message: InboundMessage,
    connection: AttemptConnection,
    { pushedAt = clock.now(), signature }: { pushedAt?: number; signature?: string } = {},
  ) => {
    const timestamp = Math.floor(pushedAt / 1000);
    const nonce = String((ids += 1));
    const signed = signature ?? `signature ${nonce}`;
    return account.handlePush(
      {
        ...{ message, timestamp, nonce: signature ?? nonce, signature: signed },
        ...{ token: 'current', isEncrypted: false },
      },
      connection,
    );
  };

  /** Pushes as WeChat does, until there is an answer. */
  const pushAll = (message: InboundMessage, how: AskOptions): Asked => {
    const most = how.attempts ?? 3;
    const firstAt = clock.now();
    let end: () => void = () => {};
    const asked: Asked = { ended: new Promise<void>((resolve) => (end = resolve)) };
    const attempt = (number: number) => {
      if (number > most) {
        asked.outcome = 'failure notice';
        end();
        return;
      }
      const connection = createAttemptConnection();
      const next = clock.after(
        (number === 1 ? how.cutFirstAfterMs : undefined) ?? WECHAT_GIVES_UP_MS,
        () => {
          connection.close();
          attempt(number + 1);
        },
      );
      if (how.lost?.includes(number)) return;
      const pushedAt = clock.now();
      const arrive = () =>
        void receive(message, connection, { pushedAt }).then(({ reply, wasCut }) => {
          if (reply.kind === 'hold') return;
          if (connection.isClosed()) {
            wasCut();
            return;
          }
          if (how.loseReplyTo === number) return;
          next();
          asked.outcome = {
            atMs: clock.now() - firstAt,
            attempt: number,
            text: textOf(reply),
          };
          end();
        });
      if (number === 1 && how.firstIsSeenAfterMs !== undefined)
        clock.after(how.firstIsSeenAfterMs, arrive);
      else arrive();
    };
    attempt(1);
    return asked;
  };

  return {
    account,
    clock,
    answerer,
    queue,
    sent,
    told,
    folder: world.folder,
    refuseNext: (...next) => void answers.push(...next),
    says: (content, how = {}) =>
      pushAll({ ...common(), kind: 'text', msgId: `m${(ids += 1)}`, content }, how),
    does: ({ event }) => pushAll({ ...common(), kind: 'event', event }, {}),
    push: (message, signature) => receive(message, createAttemptConnection(), { signature }),
    async pass(ms) {
      await clock.advance(ms);
      await settle();
    },
  };
}
