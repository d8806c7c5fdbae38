import type { AccountSettings } from '../accounts/account-settings.ts';
import type { Config } from '../config/config.ts';
import type { DeliverySettings } from '../delivery/delivery-settings.ts';
import { en } from '../inbox/texts/en.ts';
import type { Texts } from '../inbox/texts/texts.ts';
import { zh } from '../inbox/texts/zh.ts';
import { REPLY_DEADLINE_MS } from '../messages/wechat-limits.ts';

interface AccountBasics {
  readonly name: string;
  readonly token: string;
  /** WeChat's patience with one attempt. */
  readonly attemptMs: number;
  /** The deployer's instructions for the model; absent for those of the language. */
  readonly systemPrompt: string | undefined;
}

const MINUTE_MS = 60_000;
/** A repeat comes right after the time-out; the rest is the way through the network. */
const REPEAT_MARGIN_MS = 500;

/** Returns the settings of the account that the environment describes. */
export function toAccountSettings(config: Config, basics: AccountBasics): AccountSettings {
  const { name, token, attemptMs } = basics;
  const { wechat, conversation, delivery, limits, forgetsOnUnsubscribe } = config;
  const texts = toTexts(config);
  return {
    name,
    wechat: { ...wechat, token },
    customerService: delivery.customerService,
    delivery: toDeliverySettings(config, texts, attemptMs),
    language: conversation.language,
    texts,
    systemPrompt: basics.systemPrompt ?? texts.systemPrompt,
    historyTokens: conversation.historyTokens,
    limits,
    forgetsOnUnsubscribe,
    untaggedThinking: toUntaggedThinking(config),
  };
}

/** The catalogue in the deployer's language, with the deployer's own welcome and a help that is true. */
function toTexts({ conversation, llm }: Config): Texts {
  const catalogue = conversation.language === 'en' ? en : zh;
  return {
    ...catalogue,
    welcome: conversation.welcomeText ?? catalogue.welcome,
    help: llm === undefined ? catalogue.helpWithoutModel : catalogue.help,
  };
}

function toDeliverySettings(
  { delivery, conversation }: Config,
  texts: Texts,
  attemptMs: number,
): DeliverySettings {
  return {
    style: delivery.style,
    attemptMs,
    // The margin keeps its share when a test shortens WeChat's patience.
    marginMs: (attemptMs * delivery.replyMarginMs) / REPLY_DEADLINE_MS,
    repeatComesWithinMs: attemptMs + REPEAT_MARGIN_MS,
    maxAttempts: delivery.attempts,
    textLimitBytes: delivery.textLimitBytes,
    aiLabel: conversation.aiLabel ?? texts.aiLabel,
    owedIsStaleAfterMs: delivery.owedTextMinutes * MINUTE_MS,
  };
}

function toUntaggedThinking({ llm }: Config): AccountSettings['untaggedThinking'] {
  if (llm === undefined || llm.untaggedThinking === 'off') return undefined;
  return { mode: llm.untaggedThinking ?? 'auto', model: llm.model };
}
