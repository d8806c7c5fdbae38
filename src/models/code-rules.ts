import type { ErrorRule } from './error-rule.ts';

const isMiniMax: ErrorRule['when'] = ({ shapes }) => shapes.has('base_resp');
const isBaidu: ErrorRule['when'] = ({ shapes }) => shapes.has('error_code');

/**
 * Codes, first match wins. Numbers of four digits are GLM's, https://docs.bigmodel.cn/cn/api/api-code , or MiniMax's in
 * `base_resp`; of five digits Spark's and SiliconFlow's.
 */
export const CODE_RULES: readonly ErrorRule[] = [
  // Groq counts the tokens of a minute and says so with a code that means "later".
  { is: 'too-long', detail: 'body', statuses: [413] },
  // MiniMax and Baidu's older API count for themselves.
  { is: 'content-refused', codes: /^(?:1026|1027)$/, when: isMiniMax },
  { is: 'key', codes: /^(?:1004|2049)$/, when: isMiniMax },
  { is: 'credit', codes: /^1008$/, when: isMiniMax },
  { is: 'credit', detail: 'period', codes: /^2056$/, when: isMiniMax },
  {
    is: 'too-long',
    codes: /^(?:1039|2013)$/,
    words: /context|too long/i,
    when: ({ shapes, words }) => shapes.has('base_resp') && /context|too long/i.test(words),
  },
  { is: 'throttled', codes: /^(?:1002|1039|1041)$/, when: isMiniMax },
  { is: 'overloaded', codes: /^(?:1000|1001|1013|1024|1033)$/, when: isMiniMax },
  { is: 'content-refused', codes: /^need_clear_history$/ },
  { is: 'key', codes: /^(?:1[34]|110|111)$/, when: isBaidu },
  { is: 'credit', detail: 'period', codes: /^(?:17|19)$/, when: isBaidu },
  { is: 'throttled', codes: /^(?:4|18|33650[1-3])$/, when: isBaidu },
  { is: 'too-long', codes: /^(?:336007|336103|336303)$/, when: isBaidu },
  { is: 'overloaded', codes: /^(?:2|336000|336100)$/, when: isBaidu },

  // OpenAI and Azure, Qwen, Doubao, StepFun, relays; GLM; Spark.
  {
    is: 'content-refused',
    codes:
      /content_?(?:filter|policy|moderation|violation)|moderation_(?:blocked|failed)|cyber_policy|responsibleaipolicy|data_?inspection_?failed|sensitive_?(?:content|words?)|new_sensitive|(?:text|image|audio|video)_?risk_?detection|censorship|prohibited_?content|safety_(?:block|check|violation)|green_?net|risk_?control|^(?:1301|1001[349])$/i,
  },

  // Used up for now, not for good.
  {
    is: 'throttled',
    codes: /insufficient_quota/i,
    statuses: [429],
    when: ({ words, shapes, isQwen }) =>
      isQwen ||
      shapes.has('request_id') ||
      /aliyun|alibaba|allocated quota|rate limit/i.test(words),
  },
  { is: 'throttled', codes: /in_flight_budget/i },
  { is: 'credit', detail: 'period', codes: /per_?day/i, statuses: [429] },
  {
    is: 'credit',
    codes: /resource_exhausted/i,
    when: ({ words }) => /\blimit: 0\b|prepay/i.test(words),
  },
  { is: 'throttled', codes: /resource_exhausted/i },

  {
    is: 'credit',
    detail: 'own-limit',
    codes: /set_?limit_?exceeded|spend_limit|billing_hard_limit/i,
  },
  { is: 'credit', detail: 'period', codes: /free_?tier_?only|^(?:1304|1308|1309|1310|11201)$/i },
  {
    is: 'credit',
    codes:
      /insufficient_?(?:user_?)?(?:quota|balance|credits?|funds)|exceeded_current_quota|arrearage|overdue|credit_balance|openrouter_credits|billing_?(?:not_active|insufficient|error)|payment_required|pre_consume_token_quota|token_quota_(?:exhausted|not_enough)|charge_?resource_?exhausted|quota_not_enough|^(?:1113|30001)$/i,
  },

  {
    is: 'not-allowed',
    detail: 'country',
    codes: /unsupported_country|region_not_(?:supported|allowed)/i,
  },
  {
    is: 'not-allowed',
    detail: 'ip',
    codes: /ip_not_(?:authorized|allowed)|ip_?(?:white|allow)list/i,
  },
  {
    is: 'not-allowed',
    detail: 'locked',
    codes:
      /account_?(?:deactivated|suspended|locked|disabled)|organization_(?:disabled|restricted)|^(?:1112|1121|1313)$/i,
  },
  { is: 'not-allowed', codes: /^(?:1220|1311|11200)$/ },

  {
    is: 'key',
    codes:
      /(?:invalid|incorrect|missing|expired|malformed|no)_?(?:api_?)?(?:key|token)s?\b|api_?key_?(?:invalid|expired|required|missing)|invalid_(?:iam_token|authentication|auth|credentials?)|authentication_?(?:error|failed|required)?$|unauthori[sz]ed|unauthenticated|auth_?failure|^(?:100[0-4]|1110|1111|20001)$/i,
  },

  { is: 'unknown-model', detail: 'not-open', codes: /(?:model|service)_?not_?(?:open|activated)/i },
  { is: 'unknown-model', detail: 'deployment', codes: /DeploymentNotFound/ },
  {
    is: 'unknown-model',
    codes:
      /model_?(?:not_?(?:found|exists?|supported|available|exist|loaded)|deprecated|disabled|unavailable)|model_(?:terminated|offline)|(?:invalid|unknown|unsupported|no_such)_?model|invalid_?endpoint_?or_?model|resource_not_found_error|^(?:1211|1212|20012|30003)$/i,
  },

  {
    is: 'too-long',
    codes:
      /context_?(?:length|window|size)|(?:tokens|characters|prompt|input|messages?)_too_(?:long|large)|request_too_large|string_above_max_length|max_input_tokens|^(?:1261|10907)$/i,
  },

  {
    is: 'throttled',
    codes:
      /rate_?limit|too_?many_?requests|throttl|slow_?down|limit_(?:requests|burst_rate|concurrency)|(?:rpm|tpm|qps|concurrency)_?(?:rate_?)?(?:limit|exceeded)|burst_?too_?fast|quota_?exceeded|^(?:1302|1303|1312|10007|1120[23])$/i,
  },
  {
    is: 'overloaded',
    codes:
      /overloaded|server_?busy|service_?unavailable|unavailable_error|insufficient_system_resource|bad_gateway|gateway_?timeout|^(?:1234|1305|10008|10110|10010|10012|50[15]0[1-9])$/i,
  },
];
