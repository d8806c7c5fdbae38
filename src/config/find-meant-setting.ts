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
    OPENAI_MODEL: 'MODEL MODEL_NAME DEFAULT_MODEL OPENAI_ENGINE',
    CHAT_MODELS: 'CHAT_MODEL MODELS LLM_MODELS OPENAI_MODELS',
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

/** The names that other programs give a vendor, by the provider that has the settings for it. */
const VENDORS: Readonly<Record<string, string>> = {
  AZURE: 'AZURE(?:OPENAI)?',
  GEMINI: 'GEMINI|GOOGLE',
  DEEPSEEK: 'DEEPSEEK',
  QWEN: 'QWEN|DASHSCOPE|ALIYUN|BAILIAN|TONGYI',
  KIMI: 'KIMI|MOONSHOT',
  GLM: 'GLM|ZHIPU(?:AI)?|BIGMODEL',
  DOUBAO: 'DOUBAO|ARK|VOLC(?:ENGINE)?',
  HUNYUAN: 'HUNYUAN',
  ERNIE: 'ERNIE|QIANFAN',
  MINIMAX: 'MINIMAX',
  STEPFUN: 'STEPFUN',
  SILICONFLOW: 'SILICON(?:FLOW|CLOUD)',
  OPENROUTER: 'OPENROUTER',
  SPARK: 'SPARK|XUNFEI',
  SENSENOVA: 'SENSENOVA',
  ZHINAO: 'ZHINAO|AI360',
  MIMO: 'MIMO',
  MODELSCOPE: 'MODELSCOPE',
  OLLAMA: 'OLLAMA',
  DIFY: 'DIFY',
  COZE: 'COZE',
  OPENAI:
    'OPENAI|CHATGPT|GPT|LLM|AI|MODEL|GROQ|MISTRAL|XAI|LMSTUDIO|VLLM|XINFERENCE|LOCALAI|ONEAPI|NEWAPI',
};

/** Forms of the same names with an account, a vendor or a program in front, compared without case and punctuation. */
const FORMS: readonly (readonly [setting: string, form: RegExp])[] = [
  ['WECHAT_TOKEN', new RegExp(`^${ACCOUNT}(?:APP|SERVER|VERIFY|VERIFICATION)?TOKEN$`)],
  ['WECHAT_APP_ID', new RegExp(`^${ACCOUNT}APPID$`)],
  ['WECHAT_APP_SECRET', new RegExp(`^${ACCOUNT}(?:APP)?SECRET$`)],
  ['WECHAT_ENCODING_AES_KEY', new RegExp(`^${ACCOUNT}(?:(?:ENCODING|ENCODE)?AESKEY|ENCODINGKEY)$`)],
  ...Object.entries(VENDORS).flatMap(([prefix, names]) => formsOf(prefix, `(?:${names})`)),
  ['OPENAI_API_KEY', /^APIKEY$/],
  [
    'OPENAI_BASE_URL',
    /^(?:API(?:BASE(?:URL|URI|PATH)?|URL|URI|HOST|SERVER|ADDRESS|ENDPOINT)|BASEUR[LI])$/,
  ],
  ['OPENAI_MODEL', /^MODELID$/],
];

function formsOf(prefix: string, vendor: string): (readonly [string, RegExp])[] {
  return [
    [
      `${prefix}_API_KEY`,
      new RegExp(`^${vendor}(?:(?:API)?(?:KEY|TOKEN|ACCESSTOKEN|SECRETKEY|SECRET)|APIKEYS)$`),
    ],
    [
      `${prefix}_BASE_URL`,
      new RegExp(
        `^${vendor}(?:API(?:BASE(?:URL|URI|PATH)?|URL|URI|HOST|SERVER|ADDRESS|ENDPOINT)|BASEUR[LI]|(?:COMPATIBLE)?(?:BASE(?:UR[LI]|PATH)?|URL|HOST|SERVER|ADDRESS|ENDPOINT))$`,
      ),
    ],
    [
      prefix === 'OPENAI' ? 'OPENAI_MODEL' : 'CHAT_MODELS',
      new RegExp(`^${vendor}(?:API|CHAT|DEFAULT)?MODEL(?:NAME|ID)?$`),
    ],
  ];
}

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
    .filter(
      ({ setting, mistakes }) => mistakes <= mistakesAllowed(plain(distinctPart(name, setting))),
    )
    .sort((a, b) => a.mistakes - b.mistakes);
  return nearest?.setting;
}

/** Returns the word that was probably meant, one or two typing mistakes away. */
export function findMeantWord(word: string, words: readonly string[]): string | undefined {
  return words
    .map((known) => ({ known, mistakes: countMistakes(plain(word), plain(known)) }))
    .filter(({ known, mistakes }) => mistakes <= mistakesAllowed(known))
    .sort((a, b) => a.mistakes - b.mistakes)[0]?.known;
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

/** Returns what tells providers apart where both names have the same end, such as MINE and MIMO before _API_KEY. */
function distinctPart(name: string, setting: string): string {
  const end = /_(?:API_KEY|BASE_URL|EXTRA_BODY|WEB_SEARCH)(?:_FILE)?$/.exec(setting)?.[0];
  return end !== undefined && name.endsWith(end) ? setting.slice(0, -end.length) : setting;
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
