import type { FailureClass } from '../turns/answerer-error.ts';

/** What makes the advice of a class more exact. */
export type FailureDetail =
  /** A limit that the deployer set at the vendor. */
  | 'own-limit'
  /** A quota that begins anew after hours or days. */
  | 'period'
  /** The model exists and has to be switched on in the vendor's console. */
  | 'not-open'
  /** Azure knows deployments, not models. */
  | 'deployment'
  /** A 404 that does not say what is missing. */
  | 'unsure'
  /** A local server has to load or pull the model first. */
  | 'pull'
  | 'country'
  | 'ip'
  /** OpenAI streams some models to verified organisations only. */
  | 'verify'
  /** OpenRouter found no provider within the account's privacy settings. */
  | 'privacy'
  /** The account itself is locked. */
  | 'locked'
  /** The request was too large for a proxy before the API. */
  | 'body'
  /** A web page in place of the API, with a status of success. */
  | 'page'
  /** The value of a field is out of its range. */
  | 'range'
  /** Some field is unknown, and no name is given. */
  | 'unnamed';

/** One row: it holds when the status is one of `statuses`, and one of the codes or the sentences matches. */
export interface ErrorRule {
  readonly is: FailureClass;
  readonly detail?: FailureDetail;
  readonly codes?: RegExp;
  readonly words?: RegExp;
  readonly statuses?: readonly number[];
  /** Needs a shape, or words, that give the vendor away where two vendors use one code. */
  readonly when?: (facts: {
    words: string;
    shapes: ReadonlySet<string>;
    isQwen: boolean;
  }) => boolean;
}

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

const MODEL = String.raw`(?:models?|模型)`;

/** Sentences, for errors whose codes say nothing; first match wins. */
export const WORD_RULES: readonly ErrorRule[] = [
  {
    is: 'content-refused',
    // A refused key or a spent account is never the question's fault.
    statuses: [200, 400, 403, 422, 451, 500],
    words:
      /content exists risk|inappropriate content|considered high risk|content (?:you provided|management policy|filter(?:ed|ing)?\b|policy|moderation|violat|was blocked|blocked)|machine outputted is blocked|sensitive (?:words?|content|information)|(?:violat\w+|against|breach\w*) .{0,40}(?:usage|content|safety|community) (?:polic|guideline)|(?:safety (?:system|filter|policy|reasons?)|due to safety)|(?:input|prompt|text|message|question) (?:was|is|has been) (?:flagged|blocked|rejected (?:by|for|due to) (?:the )?(?:safety|content|moderation))|moderation (?:failed|block)|敏感(?:词|字|内容|信息)|内容.{0,6}风险|违规|违禁|违法|不合规|内容(?:安全|审核|风控)|审核(?:未|不)通过|涉(?:政|黄|暴)|不安全(?:或敏感)?内容|不当内容/i,
  },
  {
    is: 'credit',
    detail: 'own-limit',
    words:
      /(?:spend(?:ing)?|budget|usage|hard|billing) (?:limit|cap)\b.{0,40}(?:reached|exceed|hit)|(?:reached|exceeded|hit) .{0,40}\b(?:usage|spending|budget) limits?\b|budget (?:has been )?exceeded/i,
  },
  {
    is: 'credit',
    detail: 'period',
    words:
      /(?:daily|per[- ]day|weekly|monthly|today'?s?|free (?:tier|quota|allowance)|trial).{0,60}(?:quota|limit|exhaust|used up|exceed|expired)|(?:今日|当日|每日|本月|每月|本周|免费).{0,12}(?:额度|次数|用量|配额|调用).{0,12}(?:用尽|用完|耗尽|上限|超|不足)/i,
  },
  {
    is: 'credit',
    words:
      /insufficient.{0,20}(?:balance|credits?|funds?|quota)|balance.{0,24}(?:insufficient|not enough|too low|exhaust|negative|depleted|is 0)|(?:not enough|no|out of|lack of|low|depleted) (?:credits?|funds|balance|money)\b|credits?.{0,24}(?:exhausted|too low|used up|run out|insufficient|depleted)|current quota|(?:quota|token).{0,20}(?:has been |is )?(?:exhausted|used up|not enough)|in arrears|overdue|(?:please|需要|请).{0,12}(?:recharge|top[ -]?up|充值|续费)|payment required|unpaid|(?:余额|额度|配额|点数|积分).{0,8}(?:不足|用尽|用完|耗尽|不够|已用|为0|为零)|欠费|停服|资源包.{0,8}(?:用尽|耗尽|到期|不足)/i,
  },
  {
    is: 'not-allowed',
    detail: 'verify',
    words:
      /organi[sz]ation must be verified|verify (?:your )?organi[sz]ation|real[- ]name|实名|未认证/i,
  },
  {
    is: 'not-allowed',
    detail: 'country',
    words:
      /(?:location|country|region|territory).{0,40}not (?:supported|available|allowed|served)|not (?:supported|available|allowed) in your (?:location|country|region)|(?:地区|区域|国家).{0,10}(?:不支持|不可用|限制)/i,
  },
  {
    is: 'not-allowed',
    detail: 'ip',
    words:
      /\bIP\b.{0,30}(?:not (?:allowed|authorized|in|permitted)|blocked|白名单|不在|列表)|IP ?(?:地址|白名单)/,
  },
  { is: 'not-allowed', detail: 'privacy', words: /data policy|privacy settings?|guardrail/i },
  {
    is: 'not-allowed',
    detail: 'locked',
    words:
      /account.{0,30}(?:suspended|locked|deactivated|disabled|banned|frozen)|(?:账户|账号|帐户|帐号|用户).{0,8}(?:封禁|锁定|冻结|禁用|停用)/i,
  },
  { is: 'key', statuses: [401] },
  {
    is: 'key',
    words:
      /(?:invalid|incorrect|wrong|missing|expired|revoked|no|malformed|unknown|bad) (?:or (?:missing|expired) )?(?:api[- ]?key|access key|token\b(?! (?:count|limit|length))|credentials?|authorization)|api[- _]?key.{0,30}(?:invalid|incorrect|not valid|not found|expired|missing|required|disabled|leaked|revoked)|authentication.{0,20}(?:fail|invalid)|\btoken (?:you entered |is |has |was ){0,2}(?:incorrect|invalid|expired|revoked)|signature cannot be verified|unauthori[sz]ed|not (?:authenticated|logged in)|(?:令牌|密钥|秘钥|token|api ?key).{0,12}(?:无效|错误|过期|不存在|不可用|状态不可用|为空|未提供|失效)|无效的?(?:令牌|密钥|token|api ?key)|(?:鉴权|认证|身份验证|签名验证|登录).{0,6}(?:失败|错误|不通过)|未提供令牌/i,
  },
  {
    is: 'not-allowed',
    words:
      /(?:令牌|密钥|账户|账号|用户|分组|apikey|api key).{0,8}(?:无权|没有权限|未授权)|无权访问|appidnoauth|not authorized to (?:access|use)|permission denied/i,
  },
  {
    is: 'too-long',
    words:
      /maximum (?:context|prompt|input|sequence)|max(?:imum)? length of|context[ _-]?(?:length|window|size|limit)|(?:input|prompt|request|messages?|conversation|content)\b.{0,30}(?:too long|too large|exceeds?\b.{0,30}(?:length|limit|tokens?|size|maximum))|range of input length|model token limit|input token (?:count|length)|max_seq_len|reduce the length|too many (?:input |prompt )?tokens|(?:length|number) of (?:the )?(?:prompt|input|tokens?).{0,40}(?:exceed|greater|longer|larger)|`inputs` tokens|tokens to keep from the initial prompt|上下文.{0,12}(?:超|过长|限制)|(?:输入|提示词?|消息|请求|文本|内容|prompt|messages?|tokens?).{0,14}(?:过长|过大|超长|太长|长度超|超出|超过|超限)/i,
  },
  {
    is: 'throttled',
    words:
      /rate.?limit|\b[RTQ]P[MSD]\b.{0,20}(?:limit|exceed)|too many (?:requests|connections)|requests? per (?:minute|second)|try again in [\d.]+ ?m?s\b|concurren\w+.{0,20}(?:limit|exceed)|(?:请求|访问|调用).{0,6}(?:频繁|过快|过多|限流|频率)|限流|并发.{0,6}(?:超|限|过)/i,
  },
  {
    is: 'overloaded',
    words:
      /overload|server (?:is )?busy|(?:currently|temporarily) (?:busy|unavailable|not available)|not available (?:at the moment|right now)|service unavailable|at capacity|loading model|(?:try again|retry) later|(?:系统|服务|服务器|模型).{0,10}(?:繁忙|过载|负载)|稍后(?:再|重)?试|访问量过大/i,
  },
  {
    is: 'unknown-model',
    detail: 'pull',
    words:
      /try pulling it|no models? (?:is |are )?(?:currently )?loaded|model (?:is )?(?:not|un)loaded/i,
  },
  {
    is: 'unknown-model',
    detail: 'not-open',
    words:
      /not activated the model|activate the model|模型.{0,20}(?:未开通|未启用|未激活|尚未开通)|未开通.{0,12}模型/i,
  },
  {
    is: 'unknown-model',
    words: new RegExp(
      [
        String.raw`\b${MODEL}\b.{0,120}(?:\b(?:not|n't) (?:exist|found|available|be found|recognized|a valid|valid|support(?:ed)?\b(?! parameter))|unknown|no longer|deprecated|decommissioned|retired|discontinued|disabled|been (?:removed|shut ?down|sunset))`,
        String.raw`(?:invalid|unknown|unsupported|unrecognized|no such|nonexistent|unexpected|incorrect|wrong)[ "'\`]*${MODEL}\b`,
        String.raw`not a valid ${MODEL}`,
        String.raw`not support(?:ed)?:? (?:the )?model\b`,
        String.raw`supported (?:api )?${MODEL}s? names?`,
        String.raw`(?:no|not find|cannot find|could ?n[o']t find|there is no) (?:available )?(?:channels?|endpoints?|deployments?|providers?)\b.{0,20}(?:found )?(?:for|of|under)`,
        String.raw`模型.{0,60}(?:不存在|未找到|找不到|不支持\s*(?:[。，,.;；!！(（]|$)|已下线|已停用|下架|无可用|不可用|错误|无效)|(?:不存在|没有|不支持|无效|未知)的?(?:该|此)?模型|无可用渠道`,
      ].join('|'),
      'i',
    ),
  },
  {
    is: 'parameter-refused',
    detail: 'unnamed',
    statuses: [200, 400, 404, 422, 500],
    words:
      /extra (?:inputs|fields)|unknown (?:name|field|parameter|argument|property)|unrecognized (?:request )?(?:field|argument|parameter|key|property)|unexpected (?:field|argument|parameter|keyword|key|property)|additional propert|requested parameters|property .{0,40}unsupported/i,
  },
  {
    is: 'address-wrong',
    statuses: [200, 400, 404, 405, 501],
    words:
      /(?:invalid|unknown|unrecognized|wrong) (?:request )?(?:url|path|endpoint|route|uri)|unexpected endpoint|\burl error\b|check (?:the |your )?url\b|(?:no|not found|unknown|missing|unmatched) (?:such )?(?:route|router|endpoint|handler|path|static resource)\b|(?:route|path|url|uri|page|resource|endpoint|api)\b.{0,60}(?:not found|does not exist|no route)|cannot (?:post|get)\b|could not route|method not allowed|^(?:404:? ?)?(?:not found|no static resource.*)[.!]?(?: 404)?$|(?:接口|路径|地址|路由|页面).{0,10}(?:不存在|未找到|错误|找不到)/i,
  },
  {
    is: 'overloaded',
    // The status says so by itself elsewhere; relays put these beside refusals of every kind.
    statuses: [200],
    codes: /server_error|internal|upstream|timeout|bad_response_status_code|do_request_failed/i,
    words:
      /internal (?:server )?error|timed? ?out|upstream|网络错误|(?:系统|服务|服务器).{0,10}(?:异常|错误)/i,
  },
];
