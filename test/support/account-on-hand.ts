import { pino } from 'pino';
import { createAccount, type Account, type Receipt } from '../../src/accounts/account.ts';
import { createBackground } from '../../src/runtime/background.ts';
import { estimateTokens } from '../../src/answering/estimate-tokens.ts';
import { zh } from '../../src/inbox/texts/zh.ts';
import {
  createAttemptConnection,
  type AttemptConnection,
} from '../../src/delivery/attempt-connection.ts';
import type { PlaceOf } from '../../src/delivery/backlog.ts';
import { createCapability, type CustomerServiceMode } from '../../src/delivery/capability.ts';
import { createCourier } from '../../src/delivery/courier.ts';
import type { DeliverySettings } from '../../src/delivery/delivery-settings.ts';
import type { InboundMessage } from '../../src/messages/inbound-message.ts';
import type { DomainEvent } from '../../src/events/domain-event.ts';
import { createEventBus, type Emitter, type EventBus } from '../../src/events/event-bus.ts';
import { createRenderer } from '../../src/rendering/renderer.ts';
import { createAnswerQueue, type AnswerQueue } from '../../src/turns/answer-queue.ts';
import { createEngine } from '../../src/turns/engine.ts';
import { createFlusher } from '../../src/turns/flusher.ts';
import { WechatApiError, WechatUnreachableError } from '../../src/wechat/errors.ts';
import { tapQuestions } from '../../src/rendering/tap-link.ts';
import { createSqliteWorld } from '../store/sqlite/sqlite-world.ts';
import { createScriptedAnswerer, type ScriptedAnswerer } from '../answering/answerer-double.ts';
import { settle, type StepClock } from './step-clock.ts';

const WECHAT_GIVES_UP_MS = 5000;

export interface Sent {
  readonly atMs: number;
  readonly content: string;
  readonly isAi: boolean;
}

/** How WeChat's attempts at one message went; times count from the first. */
export interface Asked {
  /** Absent while WeChat waits. `text` is what the follower reads; empty for an empty answer. */
  outcome?:
    { readonly atMs: number; readonly attempt: number; readonly text: string } | 'failure notice';
  /** Done when there is an outcome. */
  readonly ended: Promise<void>;
}

export interface AskOptions {
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
  /** Begins to listen; nothing does when it is absent. */
  readonly listen?: (events: EventBus) => void;
}

export async function startAccount(options: OnHandOptions = {}): Promise<AccountOnHand> {
  const world = createSqliteWorld();
  const { clock } = world;
  const store = await world.open();
  const log = pino({ level: 'silent' });
  const background = createBackground(log);
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

  const client = {
    sendText(_openId: string, content: string, { isAi }: { isAi: boolean }) {
      const answer = answers.shift() ?? 'ok';
      if (answer === 'unreachable')
        return Promise.reject(new WechatUnreachableError('No answer', { mayHaveArrived: false }));
      if (answer !== 'ok')
        return Promise.reject(new WechatApiError('send', { errcode: answer, errmsg: '' }));
      sent.push({ atMs: clock.now() - startedAt, content, isAi });
      return Promise.resolve();
    },
    sendTyping: () => Promise.resolve(),
  };
  const capability = createCapability({
    account: 'default',
    mode: wanted === 'on' || wanted === 'off' ? wanted : 'auto',
    store: store.capability,
    client,
    clock,
    log,
  });
  const delivery: DeliverySettings = {
    style: 'early',
    attemptMs: 5000,
    marginMs: 500,
    repeatComesWithinMs: 5500,
    maxAttempts: 3,
    textLimitBytes: 2048,
    aiLabel: zh.aiLabel,
    owedIsStaleAfterMs: 3_600_000,
    ...options.delivery,
  };
  const flusher = createFlusher({ turns: store.turns, clock, onFailure: () => {} });
  const flush = () => flusher.flush();
  const queue = createAnswerQueue({ atOnce: options.answersAtOnce ?? 1000, clock });
  const placeOf: PlaceOf = (turnId) => queue.placeOf(turnId);
  const courier = createCourier({
    deliveries: store.deliveries,
    changes: store.changes,
    capability,
    client,
    flush,
    placeOf,
    settings: delivery,
    texts: zh,
    background,
    clock,
    random: () => 0.5,
    log,
    events,
  });
  const engine = createEngine({
    turns: store.turns,
    answerer,
    queue,
    flusher,
    createRenderer,
    texts: zh,
    formatChoices: (questions) => tapQuestions(questions, () => false),
    courier,
    estimateTokens,
    buildPrompt: ({ question }) => Promise.resolve({ system: '', history: [], question }),
    background,
    clock,
    log,
    events,
  });
  const notForTests = () => {
    throw new Error('Nothing is encoded here');
  };
  const account = createAccount({
    name: 'default',
    codec: {
      ...{ answerHandshake: notForTests, hasSigned: notForTests, admit: notForTests },
      ...{ decode: notForTests, encode: notForTests },
    },
    inbox: store.inbox,
    turns: store.turns,
    deliveries: store.deliveries,
    changes: store.changes,
    capability,
    engine,
    courier,
    flush,
    placeOf,
    routing: {
      texts: zh,
      forgetsOnUnsubscribe: true,
      limits: { questionsPerMinute: 0, questionsPerDay: 0, tokensPerDay: 0 },
    },
    delivery,
    deliveryTexts: zh,
    outOfOrderText: zh.outOfOrder,
    background,
    clock,
    log,
    events,
  });
  store.work.start((work) => account.runDueWork(work));

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
      { message, timestamp, nonce: signature ?? nonce, signature: signed, isEncrypted: false },
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
        void receive(message, connection, { pushedAt }).then(({ end: answer, wasCut }) => {
          if (answer.give === 'no byte') return;
          if (connection.isClosed()) {
            wasCut();
            return;
          }
          if (how.loseReplyTo === number) return;
          next();
          asked.outcome = {
            atMs: clock.now() - firstAt,
            attempt: number,
            text: answer.give === 'text' ? answer.text : '',
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
