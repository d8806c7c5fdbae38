import type { BotErrorRule } from '../bots/bot-protocol.ts';

/** The codes of Dify's service API; what stands here for no code is told apart by its sentence, as with any model. */
export const DIFY_ERROR_RULES: readonly BotErrorRule[] = [
  { is: 'conversation-gone', codes: /^conversation_(?:completed|not_exists?)$/ },
  { is: 'conversation-gone', codes: /^(?:not_found|404)$/, words: /conversation/i },
  {
    is: 'conversation-gone',
    codes: /^(?:invalid_param|bad_request|400)$/,
    words: /conversation|valid uuid/i,
  },
  {
    is: 'key',
    codes: /^unauthorized$/,
    advice: {
      en: 'Dify refused OPENAI_API_KEY; compare it with the key under API Access of the app (it begins with app-).',
      zh: 'Dify 不接受 OPENAI_API_KEY。请在应用的“访问 API”页面重新复制密钥（以 app- 开头）。',
    },
  },
  {
    is: 'key',
    codes: /^provider_not_initialize$/,
    advice: {
      en: "The Dify app has no valid key for its own model; fill it in under Dify's Settings > Model Provider.",
      zh: 'Dify 应用自己用的模型没有可用的密钥。请在 Dify 的“设置 > 模型供应商”里填好。',
    },
  },
  {
    is: 'credit',
    codes: /^provider_quota_exceeded$/,
    advice: {
      en: "The quota of the Dify app's own model is used up; use a key of your own under Dify's Settings > Model Provider.",
      zh: 'Dify 应用所用模型的额度用完了。请在 Dify 的“设置 > 模型供应商”里换成自己的密钥。',
    },
  },
  {
    is: 'credit',
    codes: /^rate_limit_error$/,
    words: /^rate limit error\.?$/i,
    advice: {
      en: 'The quota of the Dify workspace behind OPENAI_API_KEY is used up; wait for the next period, or choose a larger plan.',
      zh: 'OPENAI_API_KEY 所属的 Dify 工作空间额度用完了。请等下一个周期，或升级套餐。',
    },
  },
  {
    is: 'unknown-model',
    codes: /^(?:app_unavailable|agent_not_published|model_currently_not_support)$|not_published/,
    advice: {
      en: 'The app behind OPENAI_API_KEY cannot answer: open it in Dify, check its model, and publish it.',
      zh: 'OPENAI_API_KEY 对应的 Dify 应用不能用。请在 Dify 里打开它，检查所选的模型，然后发布。',
    },
  },
  {
    is: 'unknown-model',
    words: /not (?:been )?published|no published/i,
    advice: {
      en: 'The app behind OPENAI_API_KEY is not published; publish it in Dify.',
      zh: 'OPENAI_API_KEY 对应的应用还没有发布。请在 Dify 里发布。',
    },
  },
  {
    is: 'unknown-model',
    codes: /^not_chat_app$/,
    advice: {
      en: 'OPENAI_API_KEY belongs to a workflow or a text generator; Kuaihui asks a chatbot, an agent or a chatflow.',
      zh: 'OPENAI_API_KEY 属于工作流或文本生成应用。快回需要聊天助手、Agent 或 Chatflow 应用的密钥。',
    },
  },
  { is: 'throttled', codes: /^too_many_requests$/ },
];
