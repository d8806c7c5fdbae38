import type { ToolTimeLimits } from '../answering/tools/choose-tool-deadline.ts';
import type { ToolsConfig } from '../config/config.ts';
import type { LinkRules } from '../answering/stages/know-links.ts';
import type { CustomerServiceMode } from '../delivery/capability.ts';
import type { DeliverySettings } from '../delivery/delivery-settings.ts';
import type { ArrivalSettings } from '../inbox/arrival-settings.ts';
import type { Offers } from '../inbox/offers.ts';
import type { FollowerLimits } from '../inbox/follower-limits.ts';
import type { Texts } from '../inbox/texts/texts.ts';
import type { Persona } from '../personas/persona.ts';
import type { CodecSettings } from '../wechat/push/codec.ts';

/** Everything that is set for one Official Account. */
export interface AccountSettings {
  /** A stable local name, such as `default`: the key of everything that is stored. */
  readonly name: string;
  /** A paused account answers without a model. */
  readonly isPaused: boolean;
  readonly wechat: WechatSettings;
  /** Whether customer-service messages are sent, or whether WeChat is asked. */
  readonly customerService: CustomerServiceMode;
  readonly delivery: DeliverySettings;
  /** How messages become turns, and what is remembered of them. */
  readonly arrival: ArrivalSettings;
  /** The language of the texts. */
  readonly language: 'zh' | 'en';
  /** Every sentence of ours that a follower can read. */
  readonly texts: Texts;
  /** The instructions for the model. */
  readonly systemPrompt: string;
  /** The personas that followers can choose; the first is the default of the account. */
  readonly personas: readonly [Persona, ...Persona[]];
  /** The models among which followers can choose, as `provider/model`; with fewer than two there is no choice. */
  readonly offeredModels: readonly string[];
  /** How freely the first model words its answers; absent where it has its own default. */
  readonly temperature: number | undefined;
  /** Where the day of the limits and of the prompt begins at midnight, and whose times are told, such as Asia/Shanghai. */
  readonly timeZone: string;
  /** How much of the conversation the model reads with a question. */
  readonly historyTokens: number;
  /** What models may have done while they answer. */
  readonly tools: AccountTools;
  /** Which links a model's words may hold. */
  readonly links: LinkRules;
  /** What a follower can choose, beside asking. */
  readonly offers: Offers;
  /** How much one follower may ask. */
  readonly limits: FollowerLimits;
  /** Names the day by which limits, use and money are counted. */
  readonly dayOf: (now: number) => string;
  /** Whether everything about a follower who unsubscribes is deleted. */
  readonly forgetsOnUnsubscribe: boolean;
  /** How thinking without an opening tag is found in answers; absent where it is not looked for. */
  readonly untaggedThinking: UntaggedThinkingSettings | undefined;
}

/** The token, the ids and keys of WeChat's console, and where its API is. */
interface WechatSettings extends Omit<CodecSettings, 'textLimitBytes'> {
  /** Absent when WeChat's API is not called. */
  readonly appSecret?: string | undefined;
  readonly apiBaseUrl: string;
}

/** The tools of the account, and how long those of one answer may take. */
interface AccountTools extends Pick<ToolsConfig, 'names' | 'steps' | 'search'> {
  /** Whether a model is offered any, those of servers included. */
  readonly areOffered: boolean;
  readonly time: ToolTimeLimits;
}

/** `auto` learns from the answers of the model. */
interface UntaggedThinkingSettings {
  readonly mode: 'auto' | 'on';
  /** The account's first model, as `provider/model`, for answers that do not say whose they are. */
  readonly model: string;
}
