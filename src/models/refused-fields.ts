import type { ErrorBody } from './read-error-body.ts';
import { TOOL_MESSAGES, WITHOUT_REASONING } from './tools/tool-use.ts';

/** The fields without which there is no question. */
const CORE_FIELDS: readonly string[] = ['model', 'messages', 'stream'];

/** Whether a name of what was sent is a field that can go by itself. */
export function isOptional(name: string): boolean {
  return /^\w+$/.test(name) && name !== 'system' && !CORE_FIELDS.includes(name);
}

/** Statuses with which a field can be refused; 401, 403 and 429 mean other things. */
const STATUSES: readonly number[] = [200, 400, 404, 422, 500, 501];

const REFUSING =
  /no endpoints found|not? .{0,20}(?:support|permit|allow|accept|valid|recogni[sz]ed|known|empty|exceed|greater|less)|n[o']t support|unsupported|unknown|unrecogni[sz]ed|unexpected|invalid|illegal|extra|forbid|deprecated|(?:only|must|should|cannot|can't|can not|expected)\b|too (?:large|big|small|high|low)|exceeds|\d > \d|range|out of|less than|greater|at most|不支持|不合法|不正确|不允许|不能|不在|无效|非法|有误|错误|未知|必须|应为|超出|超过|范围|只能|仅支持/i;

/** Words for a value out of its range, which another name of the field does not fix. */
const OUT_OF_RANGE =
  /\d > \d|range|too (?:large|big|high)|at most|exceed|less than|greater|maximum|larger|up to|supports? \d|范围|超出|超过|大于|小于|不能超|最大/i;

const SYSTEM_REFUSED = [
  /system[ _-]?(?:role|message|prompt|instruction)s?\b.{0,60}(?:\bnot\b|n't|unsupported|invalid|disabled)/i,
  /(?:developer|system) instructions? (?:is|are) not/i,
  /(?:not support|unsupported|invalid|unknown|unexpected|illegal|only)\b.{0,60}(?:role\W{0,6}['"`]?system\b|['"`]system['"`]|system[ _-]?(?:role|message|prompt|instruction))/i,
  /role.{0,30}['"`]?system['"`]?.{0,40}(?:\bnot\b|n't|unsupported|invalid|illegal)/i,
  /does not support ['"`]?system/i,
  /only user(?:,| and|\/) ?(?:the )?assistant (?:roles?|messages?)/i,
  /\brole\b.{0,60}(?:must|should) be ['"`]?user\b(?!.{0,60}system)/i,
  /should be ['"`]user['"`](?!.{0,60}system)/i,
  /roles? must (?:alternate|be (?:in|one of)\b(?!.{0,60}system))/i,
  /(?:system|系统) ?(?:角色|提示词?|消息|role).{0,10}(?:不支持|无效|非法)|不支持.{0,10}(?:system|系统)/i,
];

/** Ollama, vLLM, OpenRouter, SiliconFlow, llama.cpp, Gemini, OpenAI and relays, in this order. */
const TOOLS_REFUSED = [
  /does(?: not|n't) support tools?\b/i,
  /tool choice requires|enable-auto-tool-choice|tool-call-parser/i,
  /support tool (?:use|calls?|calling)\b|support (?:the )?(?:function|tool)s?[ _-]?call/i,
  /(?:function|tools?)[ _-]?(?:call(?:s|ing)?|use|param\w*)\b.{0,40}(?:\bnot\b|n't|unsupported|disabled|requires)/i,
  /(?:not|n't) support.{0,40}(?:function|tool)s?[ _-]?(?:call(?:s|ing)?|use)\b/i,
  /\btools?['"`]? (?:is|are) not (?:supported|allowed|enabled|available)/i,
  /(?:unsupported|unrecognized|unknown|unexpected)\b.{0,40}\btools\b/i,
  /(?:不支持|暂不支持|未开启|没有).{0,12}(?:工具|函数|function|tool)|(?:工具|函数|function|tool).{0,12}不支持/i,
];

/** MiniMax, OpenAI and DeepSeek, Kimi, Anthropic. Where rounds are refused, tools alone may well be taken. */
const ROUNDS_REFUSED =
  /tool[ _-]?(?:call[ _-]?)?(?:results?|responses?|messages?)\b|role\W{1,4}tool\b|tool_call_id|tool_use/i;

/** DeepSeek and Kimi, whose rounds have to hold the thinking. */
const REASONING_MISSING =
  /reasoning_content.{0,60}(?:missing|must be (?:passed|provided|included|set)|required|缺)|(?:missing|requires?)\b.{0,30}reasoning_content/i;

/** Returns the sent fields that the error is about; undefined if it is about none. */
export function findRefusedFields(
  status: number,
  { places, words }: ErrorBody,
  sent: readonly string[],
): { fields: readonly string[]; detail?: 'range' } | undefined {
  if (!STATUSES.includes(status)) return undefined;
  if (sent.includes('system') && SYSTEM_REFUSED.some((pattern) => pattern.test(words)))
    return { fields: ['system'] };
  if (sent.includes(WITHOUT_REASONING) && REASONING_MISSING.test(words))
    return { fields: [WITHOUT_REASONING] };
  if (sent.includes(TOOL_MESSAGES) && ROUNDS_REFUSED.test(words))
    return { fields: [TOOL_MESSAGES] };
  if (sent.includes('tools') && TOOLS_REFUSED.some((pattern) => pattern.test(words)))
    return { fields: ['tools'] };
  const candidates = sent.filter(isOptional);
  const named = new Set(places.map(plain));
  const byPlace = candidates.filter((name) => aliases(name).some((alias) => named.has(alias)));
  const fields =
    byPlace.length > 0
      ? byPlace
      : REFUSING.test(words)
        ? candidates.filter((name) => mentions(words, name))
        : [];
  if (fields.length === 0) return undefined;
  return { fields, ...(OUT_OF_RANGE.test(words) && { detail: 'range' as const }) };
}

function aliases(name: string): string[] {
  return [plain(name), ...(name === 'stream_options' ? ['includeusage'] : [])];
}

/** Says whether words name a field. A name of one word counts only if it is marked as a name. */
function mentions(words: string, name: string): boolean {
  // The name may stand as words, such as "max tokens" and "Reasoning effort".
  const inWords = name.includes('_') && new RegExp(`\\b${name.replaceAll('_', '[ _-]?')}\\b`, 'i');
  if (inWords && inWords.test(words)) return true;
  const isTelling = name.includes('_') || name === 'temperature';
  const pattern = isTelling
    ? /[A-Za-z]\w*/g
    : /(?<=['"`“‘「]|(?:field|parameter|argument|name|property|参数|字段)[:：. ]{1,2})[A-Za-z]\w*|(?<=\b(?:invalid|unsupported|unknown|illegal) )[A-Za-z]\w*(?=\s*(?:[:,.;]|$))|\b[A-Za-z]\w*(?= ?(?:parameter|field|参数|字段| is not\b))/gi;
  const found = new Set((words.match(pattern) ?? []).map(plain));
  return aliases(name).some((alias) => found.has(alias));
}

/** Returns one form of a name that vendors write in several ways, such as topP and top_p. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
