import { createAccount, type Account } from '../accounts/account.ts';
import type { Config } from '../config/config.ts';
import { buildPrompt } from '../answering/build-prompt.ts';
import { readCommand } from '../inbox/commands.ts';
import { estimateTokens } from '../answering/estimate-tokens.ts';
import { en } from '../inbox/texts/en.ts';
import type { Texts } from '../inbox/texts/texts.ts';
import { zh } from '../inbox/texts/zh.ts';
import type { Emitter } from '../events/event-bus.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { PlaceOf } from '../delivery/backlog.ts';
import { createCapability } from '../delivery/capability.ts';
import { createCourier } from '../delivery/courier.ts';
import type { DeliverySettings } from '../delivery/delivery-settings.ts';
import { readSystemPrompt } from '../config/read-system-prompt.ts';
import { neutraliseMarkup } from '../rendering/neutralise-markup.ts';
import { createRenderer } from '../rendering/renderer.ts';
import {
  createUntaggedThinking,
  type UntaggedThinking,
} from '../rendering/thinking/untagged-thinking.ts';
import { tapQuestions } from '../rendering/tap-link.ts';
import type { Store } from '../store/store.ts';
import type { AnswerQueue } from '../turns/answer-queue.ts';
import type { Answerer } from '../answering/answerer.ts';
import { createEngine } from '../turns/engine.ts';
import { createFlusher } from '../turns/flusher.ts';
import { createWechatClient } from '../wechat/api/client.ts';
import { createCodec } from '../wechat/push/codec.ts';

export interface AccountSources {
  readonly name: string;
  readonly token: string;
  readonly config: Config;
  readonly answerer: Answerer;
  /** The process's; its accounts share it. */
  readonly queue: AnswerQueue;
  readonly store: Store;
  readonly delivery: DeliverySettings;
  readonly process: Runtime;
  readonly events: Emitter;
}

const WECHAT_API_TIMEOUT_MS = 10_000;
const MOST_PAST_TURNS = 50;

/** Builds the adapters of one account from the settings and hands them to createAccount. */
export function buildAccount(sources: AccountSources): Account {
  const { name, config, answerer, queue, store, delivery, events } = sources;
  const { clock, random, background } = sources.process;
  const log = sources.process.log.child({ account: name });
  const { wechat, conversation } = config;
  const texts = textsOf(config);
  const system = readSystemPrompt(config.conversation) ?? texts.systemPrompt;

  const client =
    wechat.appId && wechat.appSecret
      ? createWechatClient({
          baseUrl: wechat.apiBaseUrl,
          appId: wechat.appId,
          appSecret: wechat.appSecret,
          cache: store.accessTokens(name),
          timeoutMs: WECHAT_API_TIMEOUT_MS,
          clock,
          log,
          events,
        })
      : undefined;
  const capability = createCapability({
    account: name,
    mode: config.delivery.customerService,
    store: store.capability,
    client,
    clock,
    log,
  });
  const flusher = createFlusher({
    turns: store.turns,
    clock,
    onFailure: (error) =>
      log.error(
        { code: 'store_failed', err: error, zh: '写好的内容没能存下，会再试' },
        'Could not store what was written; it waits',
      ),
  });
  const untagged = createUntagged(config.llm, () =>
    log.info(
      {
        code: 'untagged_thinking',
        zh: '这个模型的思考没有开头标签：以后的回答等到 </think> 再显示（OPENAI_UNTAGGED_THINKING）',
      },
      'The model thinks without an opening tag: its answers wait for </think> from now on (OPENAI_UNTAGGED_THINKING)',
    ),
  );
  const flush = () => flusher.flush();
  const placeOf: PlaceOf = (turnId) => queue.placeOf(turnId);
  const courier = createCourier({
    deliveries: store.deliveries,
    changes: store.changes,
    capability,
    client,
    flush,
    placeOf,
    settings: delivery,
    texts,
    background,
    clock,
    random,
    log,
    events,
  });
  const engine = createEngine({
    turns: store.turns,
    answerer,
    queue,
    flusher,
    createRenderer: ({ continues }) => createRenderer({ continues, untagged }),
    texts,
    formatChoices: (questions) =>
      tapQuestions(questions.map(neutraliseMarkup), (text) => readCommand(text) !== undefined),
    courier,
    estimateTokens: config.limits.tokensPerDay > 0 ? estimateTokens : undefined,
    buildPrompt: async (turn) =>
      buildPrompt({
        system,
        past: await store.turns.history(turn, MOST_PAST_TURNS),
        question: turn.question,
        answerSoFar: turn.answer,
        historyTokens: conversation.historyTokens,
      }),
    background,
    clock,
    log,
    events,
  });

  return createAccount({
    name,
    codec: createCodec(
      { ...wechat, token: sources.token, textLimitBytes: config.delivery.textLimitBytes },
      { clock, log },
    ),
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
      texts,
      forgetsOnUnsubscribe: config.forgetsOnUnsubscribe,
      limits: config.limits,
    },
    delivery,
    deliveryTexts: texts,
    outOfOrderText: texts.outOfOrder,
    background,
    clock,
    log,
    events,
  });
}

function createUntagged(llm: Config['llm'], onLearnt: () => void): UntaggedThinking | undefined {
  if (llm === undefined || llm.untaggedThinking === 'off') return undefined;
  return createUntaggedThinking(llm.untaggedThinking ?? 'auto', { model: llm.model, onLearnt });
}

/** The catalogue in the deployer's language, with the deployer's own welcome and a help that is true. */
export function textsOf({ conversation, llm }: Config): Texts {
  const catalogue = conversation.language === 'en' ? en : zh;
  return {
    ...catalogue,
    welcome: conversation.welcomeText ?? catalogue.welcome,
    help: llm === undefined ? catalogue.helpWithoutModel : catalogue.help,
  };
}
