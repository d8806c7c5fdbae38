/** Names under which other bots and libraries read the same setting, compared without case and punctuation. */
const ALIASES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    WECHAT_TOKEN: 'TOKEN',
    WECHAT_APP_ID: 'APPID',
    WECHAT_APP_SECRET: 'APPSECRET SECRET',
    WECHAT_ENCODING_AES_KEY: 'AES_KEY ENCODING_AES_KEY',
    HTTPS_PROXY:
      'PROXY PROXY_URL HTTP_PROXY_URL HTTPS_PROXY_URL OPENAI_HTTP_PROXY OPENAI_HTTPS_PROXY LLM_PROXY',
    OPENAI_BASE_URL: 'OPENAI_PROXY_URL OPENAI_PROXY OPENAI_REVERSE_PROXY BASE_URL',
    OPENAI_MODEL: 'MODEL MODEL_NAME DEFAULT_MODEL CHAT_MODEL OPENAI_ENGINE',
    OPENAI_TEMPERATURE: 'TEMPERATURE LLM_TEMPERATURE OPENAI_API_TEMPERATURE MODEL_TEMPERATURE',
    OPENAI_MAX_TOKENS:
      'MAX_TOKENS LLM_MAX_TOKENS OPENAI_MAX_TOKEN MAX_OUTPUT_TOKENS OPENAI_MAX_OUTPUT_TOKENS OPENAI_MAX_COMPLETION_TOKENS',
    SYSTEM_PROMPT:
      'PROMPT CHARACTER_DESC OPENAI_SYSTEM_PROMPT SYS_PROMPT LLM_SYSTEM_PROMPT BOT_PROMPT SYSTEM_MESSAGE',
    WELCOME_TEXT:
      'WELCOME SUBSCRIBE_MSG WELCOME_MSG WELCOME_MESSAGE SUBSCRIBE_TEXT SUBSCRIBE_MESSAGE FOLLOW_TEXT',
    REDIS_URL: 'REDIS REDIS_HOST REDIS_ADDRESS REDIS_CONNECTION_STRING REDIS_DSN',
    PORT: 'SERVER_PORT HTTP_PORT APP_PORT LISTEN_PORT KUAIHUI_PORT',
    HOST: 'SERVER_HOST LISTEN_HOST BIND_ADDRESS LISTEN_ADDRESS KUAIHUI_HOST BIND',
    DATA_DIR: 'DATA_PATH DATA_FOLDER DATA_DIRECTORY KUAIHUI_DATA_DIR',
    KNOWLEDGE_DIR: 'KNOWLEDGE KNOWLEDGE_PATH KNOWLEDGE_FOLDER DOCS_DIR KNOWLEDGE_BASE_DIR',
    LOG_LEVEL: 'LOGLEVEL LOGGING_LEVEL KUAIHUI_LOG_LEVEL LOG',
    FOLLOWER_LANGUAGE: 'LANGUAGE BOT_LANGUAGE DEFAULT_LANGUAGE',
    AI_LABEL: 'AI_MARK AI_TAG AIGC_LABEL',
    KUAIHUI_PROCESSES: 'PROCESSES WORKERS INSTANCES PM2_INSTANCES WEB_CONCURRENCY PM2_PROCESSES',
  }).flatMap(([setting, names]) => names.split(' ').map((name) => [plain(name), setting] as const)),
);

const ACCOUNT = '(?:WECHATMP|WEIXINMP|WECHAT|WEIXIN|WXMP|WX|MP|OFFICIALACCOUNT|OA|GZH)(?:MP)?';
const VENDOR =
  '(?:OPENAI|CHATGPT|GPT|LLM|AI|MODEL|DEEPSEEK|DASHSCOPE|ALIYUN|BAILIAN|QWEN|TONGYI|MOONSHOT|KIMI|ZHIPU(?:AI)?|BIGMODEL|GLM|ARK|VOLC(?:ENGINE)?|DOUBAO|HUNYUAN|QIANFAN|ERNIE|MINIMAX|STEPFUN|SILICON(?:FLOW|CLOUD)|OPENROUTER|SPARK|XUNFEI|GROQ|GEMINI|MISTRAL|XAI|AZURE(?:OPENAI)?|OLLAMA|LMSTUDIO|VLLM|XINFERENCE|LOCALAI|ONEAPI|NEWAPI|MODELSCOPE)';

/** Forms of the same names with an account, a vendor or a program in front, compared without case and punctuation. */
const FORMS: readonly (readonly [setting: string, form: RegExp])[] = [
  ['WECHAT_TOKEN', new RegExp(`^${ACCOUNT}(?:APP|SERVER|VERIFY|VERIFICATION)?TOKEN$`)],
  ['WECHAT_APP_ID', new RegExp(`^${ACCOUNT}APPID$`)],
  ['WECHAT_APP_SECRET', new RegExp(`^${ACCOUNT}(?:APP)?SECRET$`)],
  ['WECHAT_ENCODING_AES_KEY', new RegExp(`^${ACCOUNT}(?:(?:ENCODING|ENCODE)?AESKEY|ENCODINGKEY)$`)],
  [
    'OPENAI_API_KEY',
    new RegExp(
      `^(?:${VENDOR}(?:API)?(?:KEY|TOKEN|ACCESSTOKEN|SECRETKEY|SECRET)|APIKEY|${VENDOR}APIKEYS)$`,
    ),
  ],
  [
    'OPENAI_BASE_URL',
    new RegExp(
      `^${VENDOR}?(?:API(?:BASE(?:URL|URI|PATH)?|URL|URI|HOST|SERVER|ADDRESS|ENDPOINT)|BASEUR[LI])$|^${VENDOR}(?:COMPATIBLE)?(?:BASE(?:UR[LI]|PATH)?|URL|HOST|SERVER|ADDRESS|ENDPOINT)$`,
    ),
  ],
  ['OPENAI_MODEL', new RegExp(`^(?:${VENDOR}(?:API|CHAT|DEFAULT)?MODEL(?:NAME|ID)?|MODELID)$`)],
];

/** The length from which two typing mistakes still leave the meaning clear. */
const LEAST_LETTERS_FOR_TWO_MISTAKES = 9;

/** Returns the setting that a name probably means, written in another case, by an alias, or with a typing mistake. */
export function findMeantSetting(name: string, settings: readonly string[]): string | undefined {
  const written = plain(name);
  if (written === '') return undefined;
  const same = settings.find((setting) => plain(setting) === written);
  if (same !== undefined) return same;
  const alias = aliasOf(written);
  if (alias !== undefined && settings.includes(alias)) return alias;
  const [nearest] = settings
    .map((setting) => ({ setting, mistakes: countMistakes(written, plain(setting)) }))
    .filter(({ setting, mistakes }) => mistakes <= mistakesAllowed(plain(setting)))
    .sort((a, b) => a.mistakes - b.mistakes);
  return nearest?.setting;
}

/** Says whether other programs use the name for the purpose of this setting. */
export function isAlias(name: string, setting: string): boolean {
  return plain(name) !== plain(setting) && aliasOf(plain(name)) === setting;
}

function aliasOf(written: string): string | undefined {
  return ALIASES.get(written) ?? FORMS.find(([, form]) => form.test(written))?.[0];
}

function plain(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase();
}

function mistakesAllowed(setting: string): number {
  return setting.length >= LEAST_LETTERS_FOR_TWO_MISTAKES ? 2 : 1;
}

/** Counts the letters to insert, drop, replace or swap with a neighbour (optimal string alignment). */
function countMistakes(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return Infinity;
  const rows = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const at = (up: number, left: number) => rows[i - up]?.[j - left] ?? 0;
      const isSame = a[i - 1] === b[j - 1];
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(
        at(1, 0) + 1,
        (row[j - 1] ?? 0) + 1,
        at(1, 1) + (isSame ? 0 : 1),
        isSwapped ? at(2, 2) + 1 : Infinity,
      );
    }
    rows.push(row);
  }
  return rows.at(-1)?.at(-1) ?? 0;
}
