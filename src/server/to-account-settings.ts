import type { AccountSettings } from '../accounts/account-settings.ts';
import type { AccountConfig } from '../config/config.ts';
import type { DeliverySettings } from '../delivery/delivery-settings.ts';
import type { ArrivalSettings } from '../inbox/arrival-settings.ts';
import type { Offers } from '../inbox/offers.ts';
import { hasLimits } from '../inbox/follower-limits.ts';
import { createQuotaDay } from '../inbox/quota-day.ts';
import { en } from '../inbox/texts/en.ts';
import type { Texts } from '../inbox/texts/texts.ts';
import { zh } from '../inbox/texts/zh.ts';
import { idOf } from '../models/model-settings.ts';
import { listPersonas } from '../personas/list-personas.ts';
import { DEFAULT_NAMES } from '../personas/read-persona-folder.ts';
import type { AccountPersonas } from '../personas/persona-reader.ts';
import { REPLY_DEADLINE_MS } from '../messages/wechat-limits.ts';
import type { EndingToken } from '../wechat/push/signing-tokens.ts';
import { createAnswerLinks } from './answer-links.ts';

interface AccountBasics {
  readonly name: string;
  readonly token: string;
  /** The token before the last change, while WeChat may still sign with it. */
  readonly previousToken?: EndingToken | undefined;
  readonly isPaused?: boolean;
  /** WeChat's patience with one attempt. */
  readonly attemptMs: number;
  /** The deployer's instructions for the model; absent for those of the language. */
  readonly systemPrompt: string | undefined;
  /** What the folder of personas holds; absent for the account's own prompt alone. */
  readonly personas?: AccountPersonas | undefined;
  /** Tells whether documents were added to the account's own base; asked for each answer. Absent for never. */
  readonly hasDocuments?: (() => boolean) | undefined;
}

const MINUTE_MS = 60_000;
/** A repeat comes right after the time-out; the rest is the way through the network. */
const REPEAT_MARGIN_MS = 500;
/** Signatures are remembered at least so long, however short WeChat's window is. */
const LEAST_PUSH_MEMORY_MS = 10 * MINUTE_MS;

/** Returns the settings of an account from what is set for it. */
export function toAccountSettings(config: AccountConfig, basics: AccountBasics): AccountSettings {
  const { name, isPaused, token, attemptMs } = basics;
  const { wechat, conversation, delivery, limits, forgetsOnUnsubscribe } = config;
  const texts = toTexts(config);
  const usesDocuments = toUsesDocuments(config, basics.hasDocuments);
  const toDeliver = toDeliverySettings(config, texts, attemptMs, usesDocuments);
  const systemPrompt = basics.systemPrompt ?? texts.systemPrompt;
  const { language } = conversation;
  const personas = listPersonas({ files: basics.personas, systemPrompt, language, texts });
  const offeredModels = config.offeredModels.map(idOf);
  return {
    name,
    isPaused: isPaused ?? false,
    wechat: { ...wechat, token, previousToken: basics.previousToken },
    customerService: delivery.customerService,
    delivery: toDeliver,
    arrival: toArrivalSettings(config, toDeliver),
    language,
    texts,
    systemPrompt,
    personas,
    offeredModels,
    temperature: config.chatModels[0]?.temperature,
    timeZone: config.quotaTimeZone,
    historyTokens: conversation.historyTokens,
    links: { unknownLinks: config.tools.unknownLinks, linkHosts: config.knowledge.linkHosts },
    limits,
    dayOf: createQuotaDay(config.quotaTimeZone),
    tools: toTools(config, toDeliver),
    offers: toOffers(config, personas, offeredModels, usesDocuments),
    forgetsOnUnsubscribe,
    untaggedThinking: toUntaggedThinking(config),
  };
}

/** A model needs so long for its first sentences, as a share of WeChat's patience with one attempt. */
const WRITING_SHARE = 3000 / REPLY_DEADLINE_MS;

/** An answer from documents alone leaves no room for other texts, and a bot has tools of its own. */
function toTools(
  { tools, knowledge, chatModels }: AccountConfig,
  { attemptMs, marginMs, maxAttempts }: DeliverySettings,
): AccountSettings['tools'] {
  const { names, steps, seconds, search } = tools;
  const [first] = chatModels;
  return {
    ...{ names, steps, search },
    areOffered: !knowledge.isOnly && (first === undefined || first.api === 'openai'),
    time: {
      toolsMs: seconds * 1000,
      lastAttemptMs: maxAttempts * attemptMs - marginMs,
      writingMs: WRITING_SHARE * attemptMs,
    },
  };
}

/** What a follower of the account can choose. Of a single one there is no choice, and personas are for models. */
function toOffers(
  { chatModels }: AccountConfig,
  personas: AccountSettings['personas'],
  offeredModels: readonly string[],
  usesDocuments: () => boolean,
): Offers {
  const names = personas.flatMap((persona) => persona.names);
  const answersFrom = chatModels.length === 0 ? 'documents' : 'model';
  return {
    answersFrom,
    usesDocuments,
    personas: answersFrom === 'model' && personas.length > 1 ? names : [],
    models: offeredModels.length > 1 ? [...offeredModels, ...DEFAULT_NAMES] : [],
  };
}

/** The catalogue in the deployer's language, with the deployer's own welcome. */
function toTexts({ conversation }: AccountConfig): Texts {
  const catalogue = conversation.language === 'en' ? en : zh;
  return {
    ...catalogue,
    welcome: conversation.welcomeText ?? catalogue.welcome,
    paused: conversation.pausedText ?? catalogue.paused,
  };
}

function toDeliverySettings(
  config: AccountConfig,
  texts: Texts,
  attemptMs: number,
  usesDocuments: () => boolean,
): DeliverySettings {
  const { delivery, conversation } = config;
  return {
    style: delivery.style,
    attemptMs,
    // The margin keeps its share when a test shortens WeChat's patience.
    marginMs: (attemptMs * delivery.replyMarginMs) / REPLY_DEADLINE_MS,
    repeatComesWithinMs: attemptMs + REPEAT_MARGIN_MS,
    maxAttempts: delivery.attempts,
    textLimitBytes: delivery.textLimitBytes,
    answerLinks: createAnswerLinks(config, usesDocuments),
    aiLabel: conversation.aiLabel ?? texts.aiLabel,
    owedIsStaleAfterMs: delivery.owedTextMinutes * MINUTE_MS,
  };
}

/** Tells whether the account answers from documents of its own, and not from the handbook. */
function toUsesDocuments({ knowledge }: AccountConfig, hasDocuments = () => false): () => boolean {
  const { folder, bases } = knowledge;
  return folder !== undefined || bases !== undefined ? () => true : hasDocuments;
}

function toArrivalSettings(
  { wechat, conversation, limits, quotaTimeZone }: AccountConfig,
  { repeatComesWithinMs }: DeliverySettings,
): ArrivalSettings {
  return {
    conversationLifetimeMs: conversation.lifetimeMinutes * MINUTE_MS,
    burstWindowMs: conversation.burstWindowMs,
    // Until then WeChat may repeat an attempt.
    quietAfterAttemptMs: repeatComesWithinMs,
    pushMemoryMs: Math.max(wechat.timestampWindowSeconds * 2000, LEAST_PUSH_MEMORY_MS),
    quotaDay: hasLimits(limits) ? createQuotaDay(quotaTimeZone) : undefined,
    ownQuotaDay: createQuotaDay(quotaTimeZone),
  };
}

function toUntaggedThinking({ chatModels }: AccountConfig): AccountSettings['untaggedThinking'] {
  const [first] = chatModels;
  if (first === undefined || first.untaggedThinking === 'off') return undefined;
  return { mode: first.untaggedThinking ?? 'auto', model: idOf(first) };
}
