import type { LogLevel } from '../runtime/create-log.ts';
import type { Sentence } from '../runtime/sentence.ts';
import type { FollowerLimits } from '../inbox/follower-limits.ts';
import type { CustomerServiceMode } from '../delivery/capability.ts';
import type { DeliveryStyle } from '../delivery/policy.ts';
import type { ProviderModel } from '../models/model-settings.ts';
import type { RedisPlace } from '../store/store-settings.ts';
import type { SEARCH_PROVIDERS, ToolName } from './tool-names.ts';
import type { MessageMode } from '../wechat/push/message-mode.ts';

/** Connections that a process keeps open where the deployer has set nothing. */
export const CONNECTIONS_BY_DEFAULT = 20_000;

/** Everything that the environment sets; .env.example explains each setting. */
export interface Config extends ServerConfig, AccountConfig {
  /** What a start tells the deployer about settings that can be used and look unintended. */
  readonly notes: readonly Sentence[];
}

/** What is set for one Official Account. */
export interface AccountConfig {
  readonly wechat: WechatConfig;
  /** The models that answer, in the order of failover; empty when none is configured. */
  readonly chatModels: readonly ProviderModel[];
  /** The models that write summaries, in the order of failover; the chat models where none are set. */
  readonly summaryModels: readonly ProviderModel[];
  /** The models among which a follower may choose; the chat models where none are set. */
  readonly offeredModels: readonly ProviderModel[];
  /** The model that puts passages of the documents into order; absent where none is set. */
  readonly rerankModel: ProviderModel | undefined;
  /** The model that completes a question before it is looked up; absent where a rule does it. */
  readonly queryModel: ProviderModel | undefined;
  /** How long a model may take to its first token while another one is left. */
  readonly failoverMs: number;
  readonly conversation: ConversationConfig;
  readonly delivery: DeliveryConfig;
  /** How much one follower may ask. */
  readonly limits: FollowerLimits;
  /** The most that its models may cost in a day; 0 for as much as they do. */
  readonly dailyBudget: number;
  /** Where the day of the limits and of the budget begins at midnight. */
  readonly quotaTimeZone: string;
  readonly knowledge: KnowledgeConfig;
  readonly tools: ToolsConfig;
  readonly forgetsOnUnsubscribe: boolean;
}

/** What an account answers from its documents. */
export interface KnowledgeConfig {
  /** A folder whose files are imported and watched; absent for none. */
  readonly folder: string | undefined;
  /** The bases that the account names; absent for the one with its own name. */
  readonly bases: readonly string[] | undefined;
  /** Whether nothing is answered but what the documents say. */
  readonly isOnly: boolean;
  /** What is read where the documents say nothing; absent for the sentence of the language. */
  readonly refusalText: string | undefined;
  /** Whether the account's own published articles are documents that are kept up to date. */
  readonly syncsArticles: boolean;
  /** How many followers have to correct an answer alike before a draft is made of it. */
  readonly learnFrom: number;
  /** The hosts to which answers from documents may link, beside those of the documents' own addresses. */
  readonly linkHosts: readonly string[];
}

/** What the models of an account may have done, and what becomes of links that the models made up. */
export interface ToolsConfig {
  /** Those of ours that are offered; `web_search` needs `search`. */
  readonly names: readonly ToolName[];
  /** How many calls of tools one answer may make. */
  readonly steps: number;
  /** How long the tools of one answer may take where no attempt of WeChat's is waited for. */
  readonly seconds: number;
  /** Absent where no service is set. */
  readonly search: SearchConfig | undefined;
  readonly unknownLinks: 'mark' | 'drop' | 'keep';
}

/** The service that searches the web. */
export interface SearchConfig {
  readonly provider: (typeof SEARCH_PROVIDERS)[number];
  /** Absent for one that needs none. */
  readonly apiKey: string | undefined;
  /** Scheme and host in place of the service's own. */
  readonly baseUrl: string | undefined;
  /** The proxy on the way to it. */
  readonly proxy: string | undefined;
}

/** Where the console is served, and over what. */
interface ConsoleConfig {
  readonly isOn: boolean;
  /** A port of its own; absent where it shares the webhook's. */
  readonly port: number | undefined;
  /** Whether other machines may use it over plain HTTP. */
  readonly isInsecureAllowed: boolean;
}

/** What is set for the process, whatever accounts it serves. */
export interface ServerConfig {
  readonly host: string | undefined;
  readonly port: number;
  readonly logLevel: LogLevel;
  readonly dataDir: string;
  /** Absent when everything is kept in the data folder. */
  readonly redis: RedisPlace | undefined;
  /** The key to the stored secrets; absent where the data folder holds it. */
  readonly secret: string | undefined;
  /** The key before the last change. */
  readonly previousSecret: string | undefined;
  readonly retentionDays: number;
  /** The model that makes vectors of passages and questions, the same for all bases; absent where none is set. */
  readonly embeddingModel: ProviderModel | undefined;
  /** More words for the same thing, one thing a line; absent where the deployer has set no file. */
  readonly synonymsFile: string | undefined;
  /** How many answers a process writes at the same time. */
  readonly answersAtOnce: number;
  /** How many connections a process keeps open. */
  readonly maxConnections: number;
  /** Whether the simulator's page is served. */
  readonly hasSimulator: boolean;
  readonly console: ConsoleConfig;
  /** Where the internet reaches this server; absent where the deployer has not said. */
  readonly publicUrl: string | undefined;
  /** How long the steps of an answer are kept, in days; 0 for not at all. */
  readonly traceDays: number;
  readonly shutdownSeconds: number;
  /** What models cost; absent where the deployer has set no file. */
  readonly pricesFile: string | undefined;
  /** How many processes PM2 runs; every other way to start runs one, whatever is set. */
  readonly processes: number;
  /** Opens the metrics to other machines; where it is absent, the key in the data folder does. */
  readonly metricsKey: string | undefined;
  /** Whether the machine itself reads the metrics without the key although one is set. */
  readonly hasOpenMetrics: boolean;
  /** The servers of the Model Context Protocol: JSON, or the path of a file that holds it; absent for none. */
  readonly mcpConfig: string | undefined;
  /** The proxy for pages that strangers name; absent where they are fetched directly. */
  readonly fetchProxy: string | undefined;
  /** Where alarms go; absent where the owner wants none. */
  readonly alertWebhook: AlertWebhook | undefined;
}

/** Where alarms go. */
interface AlertWebhook {
  readonly url: string;
  /** What a robot wants its messages to be signed with. */
  readonly secret: string | undefined;
}

/** The Official Account and how its platform is reached. */
export interface WechatConfig {
  /** Absent when no real account is connected. */
  readonly token: string | undefined;
  readonly appId: string | undefined;
  readonly appSecret: string | undefined;
  readonly encodingAesKey: string | undefined;
  readonly previousEncodingAesKey: string | undefined;
  readonly messageMode: MessageMode;
  readonly apiBaseUrl: string;
  readonly timestampWindowSeconds: number;
}

/** What followers read, and how much of a conversation the model is told. */
export interface ConversationConfig {
  readonly language: 'zh' | 'en';
  readonly welcomeText: string | undefined;
  /** What is read while the account is paused: empty for nothing; absent for the sentence of the language. */
  readonly pausedText: string | undefined;
  /** Empty when the deployer switched it off; absent for the label of the language. */
  readonly aiLabel: string | undefined;
  /** The commands that are linked after an answer; absent for those that fit the account. */
  readonly answerLinks: readonly string[] | undefined;
  readonly systemPrompt: string | undefined;
  readonly systemPromptFile: string | undefined;
  /** The folder of the personas; absent for those that come with the package. */
  readonly personasDir: string | undefined;
  /** The persona that answers followers who chose none; absent for the system prompt. */
  readonly persona: string | undefined;
  readonly historyTokens: number;
  readonly lifetimeMinutes: number;
  readonly burstWindowMs: number;
}

/** How answers reach followers. */
interface DeliveryConfig {
  readonly style: DeliveryStyle;
  readonly customerService: CustomerServiceMode;
  readonly replyMarginMs: number;
  readonly attempts: number;
  readonly textLimitBytes: number;
  readonly owedTextMinutes: number;
}
