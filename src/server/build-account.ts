import type { AccountRelay } from '../accounts/account-relay.ts';
import type { AccountSettings } from '../accounts/account-settings.ts';
import { createAccount, type Account } from '../accounts/account.ts';
import type { AnswerPipeline } from '../answering/answerer.ts';
import type { Tool } from '../answering/tool.ts';
import { composeStages } from '../answering/compose-stages.ts';
import { createAnswerTurn } from '../answering/answer-turn.ts';
import { languageOfQuestion } from '../answering/language-of-question.ts';
import { estimateTokens } from '../answering/estimate-tokens.ts';
import { readCommand } from '../inbox/commands.ts';
import type { Emitter } from '../events/event-bus.ts';
import { limitTasks } from '../inbox/limit-tasks.ts';
import { listRules } from '../inbox/list-rules.ts';
import type { Rule } from '../inbox/rule.ts';
import { createBlockedRule } from '../inbox/rules/blocked-rule.ts';
import { createPausedRule } from '../inbox/rules/paused-rule.ts';
import { createUnsubscribeRule } from '../inbox/rules/unsubscribe-rule.ts';
import { createBackgroundShare } from '../runtime/background.ts';
import type { Clock } from '../runtime/clock.ts';
import type { KeyLock } from '../runtime/key-lock.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { PlaceOf } from '../delivery/backlog.ts';
import type { AnswerPace } from '../delivery/answer-pace.ts';
import { createCapability } from '../delivery/capability.ts';
import { createCourier } from '../delivery/courier.ts';
import { neutraliseMarkup } from '../rendering/neutralise-markup.ts';
import { createRenderer } from '../rendering/renderer.ts';
import { sourceLines } from '../rendering/source-lines.ts';
import {
  createUntaggedThinking,
  type UntaggedThinking,
} from '../rendering/thinking/untagged-thinking.ts';
import { tapQuestions } from '../rendering/tap-link.ts';
import type { Store } from '../store/store.ts';
import type { AnswerQueue } from '../turns/answer-queue.ts';
import { createEngine } from '../turns/engine.ts';
import type { Flusher } from '../turns/flusher.ts';
import { createWechatClient } from '../wechat/api/client.ts';
import type { UsageDeps } from '../usage/usage-deps.ts';
import { createCodec } from '../wechat/push/codec.ts';
import { createLeftOutLog } from './left-out-log.ts';
import { buildLearning } from './build-learning.ts';
import { buildMemory, type MemoryShare } from './build-memory.ts';
import { buildStages } from './build-stages.ts';
import type { ToolShare } from './build-tools.ts';
import type { AccountKnowledge } from './knowledge/account-knowledge.ts';

/** What the accounts of a process share. */
export interface SharedDeps {
  readonly runtime: Runtime;
  readonly store: Store;
  readonly events: Emitter;
  readonly queue: AnswerQueue;
  readonly flusher: Flusher;
  readonly pace: AnswerPace;
  /** By follower, of all couriers. */
  readonly courierLock: KeyLock;
  /** Counts what models use. */
  readonly usage: UsageDeps;
  readonly memory: MemoryShare;
  readonly tools: ToolShare;
  /** How long turns are kept, and with them what followers said of them. */
  readonly turnsKeptForMs: number;
}

interface BuildAccountDeps extends SharedDeps {
  /** What answers its followers. */
  readonly pipeline: AnswerPipeline;
  /** Lists the tools that its models may use by now. */
  readonly offered: () => readonly Tool[];
  /** What it answers from beside a model; absent for a test's account without documents. */
  readonly knowledge?: AccountKnowledge | undefined;
  readonly relay: AccountRelay;
  /** Called when WeChat signs with the account's current token for the first time after a change. */
  readonly onTokenSwitched?: () => void;
  /** Calls WeChat's API; a test gives its double. */
  readonly createClient?: typeof createWechatClient;
}

const WECHAT_API_TIMEOUT_MS = 10_000;

/** Builds the adapters of one account from its settings and hands them to createAccount. */
export function buildAccount(settings: AccountSettings, deps: BuildAccountDeps): Account {
  const { name, isPaused, wechat, texts, delivery, arrival, limits } = settings;
  const { pipeline, relay, queue, flusher, store, events, usage } = deps;
  const { onTokenSwitched, createClient = createWechatClient } = deps;
  const { clock, random } = deps.runtime;
  const background = createBackgroundShare(deps.runtime.background);
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
          account: name,
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
  const untaggedOf = createUntagged(settings.untaggedThinking, (model) =>
    log.info(
      {
        code: 'untagged_thinking',
        model,
        zh: '这个模型的思考没有开头标签：以后的回答等到 </think> 再显示（OPENAI_UNTAGGED_THINKING）',
      },
      'The model thinks without an opening tag: its answers wait for </think> from now on (OPENAI_UNTAGGED_THINKING)',
    ),
  );
  const onLeftOut = createLeftOutLog({ clock, log });
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
    lock: deps.courierLock,
    background,
    clock,
    random,
    log,
    events,
  });
  const countsTokens = limits.tokensPerDay > 0;
  const memory = buildMemory(settings, {
    ...{ pipeline, store, background, clock, log, share: deps.memory },
    createCleaner: () => createRenderer({ untagged: untaggedOf(pipeline.summariser?.id) }),
  });
  const learning = buildLearning({ store, clock, keptForMs: deps.turnsKeptForMs });
  const stages = buildStages({
    ...{ settings, pipeline, store, events, usage, memory, learning, capability },
    ...{ knowledge: deps.knowledge, runtime: deps.runtime },
    ...{ tools: deps.offered, pages: deps.tools.pages },
  });
  const engine = createEngine({
    turns: store.turns,
    writer: pipeline,
    write: createAnswerTurn({
      pipeline: {
        get name() {
          return pipeline.name;
        },
        answer: composeStages(stages, (ask, signal) => pipeline.answer(ask, signal)),
      },
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
    createRenderer: ({ continues, model, links }) =>
      createRenderer({
        continues,
        untagged: untaggedOf(model),
        links: links && {
          allowed: links,
          // What only the model knows of is nothing for the owner to list.
          ...(!links.unknown && { onOther: onLeftOut }),
        },
      }),
    texts,
    formatChoices: (questions) =>
      tapQuestions(
        questions.map(neutraliseMarkup),
        (text) => readCommand(text, settings.offers) !== undefined,
      ),
    formatSources: (sources, { question, links }) =>
      sourceLines(sources, { language: languageOfQuestion(question, settings.language), links }),
    courier: relay,
    changes: store.changes,
    joinsMessages: arrival.burstWindowMs > 0,
    successor: relay,
    countsTokens,
    background,
    clock,
    log,
    events,
  });

  events.emit({ type: 'account-opened', account: name });
  return createAccount({
    name,
    codec: createCodec(
      { ...wechat, textLimitBytes: delivery.textLimitBytes },
      { clock, log, onTokenSwitched },
    ),
    inbox: store.inbox,
    turns: store.turns,
    deliveries: store.deliveries,
    changes: store.changes,
    capability,
    engine,
    courier,
    relay,
    isPaused,
    summaries: memory.summaries,
    retirePipeline() {
      pipeline.retire?.();
      deps.knowledge?.retire();
    },
    flush,
    placeOf,
    pace: deps.pace,
    rules: rulesOf(settings, clock),
    delivery,
    arrival,
    deliveryTexts: texts,
    outOfOrderText: texts.outOfOrder,
    background,
    clock,
    log,
    events,
  });
}

/** A follower who leaves a paused account is forgotten as from any other. */
function rulesOf(settings: AccountSettings, clock: Clock): readonly Rule[] {
  if (!settings.isPaused)
    return listRules(settings).map((rule) => limitTasks(rule, { texts: settings.texts, clock }));
  return [createBlockedRule(settings), createUnsubscribeRule(settings), createPausedRule(settings)];
}

/** Returns what is known of each model apart: while one stands in for another, neither is read as the other one. */
function createUntagged(
  settings: AccountSettings['untaggedThinking'],
  onLearnt: (model: string) => void,
): (model: string | undefined) => UntaggedThinking | undefined {
  const known = new Map<string, UntaggedThinking>();
  return (model = settings?.model) => {
    if (settings === undefined || model === undefined) return undefined;
    const untagged =
      known.get(model) ??
      createUntaggedThinking(settings.mode, { model, onLearnt: () => onLearnt(model) });
    known.set(model, untagged);
    return untagged;
  };
}
