import type { AccountSettings } from '../accounts/account-settings.ts';
import { createAccount, type Account } from '../accounts/account.ts';
import type { AnswerPipeline } from '../answering/answerer.ts';
import { createAnswerTurn } from '../answering/answer-turn.ts';
import { estimateTokens } from '../answering/estimate-tokens.ts';
import { readCommand } from '../inbox/commands.ts';
import type { Emitter } from '../events/event-bus.ts';
import { listRules } from '../inbox/list-rules.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { PlaceOf } from '../delivery/backlog.ts';
import { createCapability } from '../delivery/capability.ts';
import { createCourier } from '../delivery/courier.ts';
import { neutraliseMarkup } from '../rendering/neutralise-markup.ts';
import { createRenderer } from '../rendering/renderer.ts';
import {
  createUntaggedThinking,
  type UntaggedThinking,
} from '../rendering/thinking/untagged-thinking.ts';
import { tapQuestions } from '../rendering/tap-link.ts';
import type { Store } from '../store/store.ts';
import type { AnswerQueue } from '../turns/answer-queue.ts';
import { createEngine } from '../turns/engine.ts';
import { createFlusher } from '../turns/flusher.ts';
import { createWechatClient } from '../wechat/api/client.ts';
import { createCodec } from '../wechat/push/codec.ts';

/** What the accounts of a process share. */
interface BuildAccountDeps {
  readonly runtime: Runtime;
  readonly store: Store;
  readonly events: Emitter;
  readonly queue: AnswerQueue;
  /** What answers its followers. */
  readonly pipeline: AnswerPipeline;
  /** Calls WeChat's API; a test gives its double. */
  readonly createClient?: typeof createWechatClient;
}

const WECHAT_API_TIMEOUT_MS = 10_000;

/** Builds the adapters of one account from its settings and hands them to createAccount. */
export function buildAccount(settings: AccountSettings, deps: BuildAccountDeps): Account {
  const { name, wechat, texts, delivery, limits, forgetsOnUnsubscribe } = settings;
  const { pipeline, queue, store, events, createClient = createWechatClient } = deps;
  const { clock, random, background } = deps.runtime;
  const log = deps.runtime.log.child({ account: name });

  const client =
    wechat.appId && wechat.appSecret
      ? createClient({
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
    mode: settings.customerService,
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
  const untagged = createUntagged(settings.untaggedThinking, () =>
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
  const countsTokens = limits.tokensPerDay > 0;
  const engine = createEngine({
    turns: store.turns,
    writer: pipeline,
    write: createAnswerTurn({
      pipeline,
      turns: store.turns,
      settings: {
        systemPrompt: settings.systemPrompt,
        language: settings.language,
        historyTokens: settings.historyTokens,
      },
      estimateTokens: countsTokens ? estimateTokens : undefined,
    }),
    queue,
    flusher,
    createRenderer: ({ continues }) => createRenderer({ continues, untagged }),
    texts,
    formatChoices: (questions) =>
      tapQuestions(questions.map(neutraliseMarkup), (text) => readCommand(text) !== undefined),
    courier,
    countsTokens,
    background,
    clock,
    log,
    events,
  });

  return createAccount({
    name,
    codec: createCodec({ ...wechat, textLimitBytes: delivery.textLimitBytes }, { clock, log }),
    inbox: store.inbox,
    turns: store.turns,
    deliveries: store.deliveries,
    changes: store.changes,
    capability,
    engine,
    courier,
    flush,
    placeOf,
    rules: listRules({ texts, forgetsOnUnsubscribe, limits }),
    delivery,
    deliveryTexts: texts,
    outOfOrderText: texts.outOfOrder,
    background,
    clock,
    log,
    events,
  });
}

function createUntagged(
  settings: AccountSettings['untaggedThinking'],
  onLearnt: () => void,
): UntaggedThinking | undefined {
  return settings && createUntaggedThinking(settings.mode, { model: settings.model, onLearnt });
}
