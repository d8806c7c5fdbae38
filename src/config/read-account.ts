import { checkTogether } from './check-together.ts';
import type { AccountConfig } from './config.ts';
import type { EnvReader } from './env-reader.ts';
import { readModels } from './read-models.ts';
import { readTools } from './read-tools.ts';

/** Reads the settings of one account and refuses those that contradict each other. */
export function readAccount(reader: EnvReader): AccountConfig {
  const { read } = reader;
  const account: AccountConfig = {
    wechat: {
      token: read('WECHAT_TOKEN'),
      appId: read('WECHAT_APP_ID'),
      appSecret: read('WECHAT_APP_SECRET'),
      encodingAesKey: read('WECHAT_ENCODING_AES_KEY'),
      previousEncodingAesKey: read('WECHAT_PREVIOUS_ENCODING_AES_KEY'),
      messageMode: read('WECHAT_MESSAGE_MODE'),
      apiBaseUrl: read('WECHAT_API_BASE_URL'),
      timestampWindowSeconds: read('WECHAT_TIMESTAMP_WINDOW_SECONDS'),
    },
    ...readModels(reader),
    conversation: {
      language: read('FOLLOWER_LANGUAGE'),
      welcomeText: read('WELCOME_TEXT'),
      pausedText: read('PAUSED_TEXT'),
      aiLabel: read('AI_LABEL'),
      answerLinks: read('ANSWER_LINKS'),
      systemPrompt: read('SYSTEM_PROMPT'),
      systemPromptFile: read('SYSTEM_PROMPT_FILE'),
      personasDir: read('PERSONAS_DIR'),
      persona: read('PERSONA'),
      historyTokens: read('HISTORY_TOKENS'),
      lifetimeMinutes: read('CONVERSATION_TTL_MINUTES'),
      burstWindowMs: read('BURST_WINDOW_MS'),
    },
    delivery: {
      style: read('DELIVERY_STYLE'),
      customerService: read('CUSTOMER_SERVICE'),
      replyMarginMs: read('REPLY_MARGIN_MS'),
      attempts: read('WECHAT_ATTEMPTS'),
      textLimitBytes: read('WECHAT_TEXT_LIMIT_BYTES'),
      owedTextMinutes: read('OWED_TEXT_MINUTES'),
    },
    limits: {
      questionsPerMinute: read('FOLLOWER_QUESTIONS_PER_MINUTE'),
      questionsPerDay: read('FOLLOWER_QUESTIONS_PER_DAY'),
      tokensPerDay: read('FOLLOWER_TOKENS_PER_DAY'),
    },
    dailyBudget: read('DAILY_BUDGET'),
    quotaTimeZone: read('QUOTA_TIME_ZONE'),
    knowledge: {
      folder: read('KNOWLEDGE_DIR'),
      bases: read('KNOWLEDGE_BASES'),
      isOnly: read('KNOWLEDGE_ONLY'),
      refusalText: read('REFUSAL_TEXT'),
      syncsArticles: read('SYNC_ARTICLES'),
      learnFrom: read('LEARN_FROM'),
      linkHosts: read('LINK_HOSTS'),
    },
    tools: readTools(reader),
    forgetsOnUnsubscribe: read('FORGET_ON_UNSUBSCRIBE'),
  };
  checkTogether(account, reader);
  return account;
}
