import type { ErrorRule } from './error-rule.ts';

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
