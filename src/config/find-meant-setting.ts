/** Names under which other bots and libraries read the same thing, written without case and punctuation. */
const ALIASES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    WECHAT_TOKEN: 'WX_TOKEN WECHATMP_TOKEN MP_TOKEN WEIXIN_TOKEN WECHAT_MP_TOKEN TOKEN',
    WECHAT_APP_ID:
      'APPID WX_APPID WX_APP_ID WECHATMP_APP_ID WECHATMP_APPID MP_APPID MP_APP_ID WEIXIN_APPID WECHAT_MP_APPID WEIXIN_APP_ID',
    WECHAT_APP_SECRET:
      'APPSECRET SECRET WX_SECRET WX_APPSECRET WECHATMP_APP_SECRET MP_APPSECRET MP_SECRET WEIXIN_APPSECRET WECHAT_SECRET WECHAT_MP_SECRET WEIXIN_SECRET',
    WECHAT_ENCODING_AES_KEY:
      'AES_KEY ENCODING_AES_KEY WX_AES_KEY WX_ENCODING_AES_KEY WECHATMP_AES_KEY WECHAT_AES_KEY WEIXIN_AES_KEY WECHAT_ENCODING_KEY WECHAT_MP_AES_KEY MP_AES_KEY',
    OPENAI_API_KEY:
      'API_KEY OPENAI_KEY OPENAI_TOKEN OPEN_AI_API_KEY OPEN_AI_KEY OPENAI_ACCESS_TOKEN OPENAI_SECRET_KEY OPENAI_API_TOKEN LLM_API_KEY LLM_KEY MODEL_API_KEY AI_API_KEY DEEPSEEK_API_KEY DEEPSEEK_KEY DASHSCOPE_API_KEY QWEN_API_KEY TONGYI_API_KEY MOONSHOT_API_KEY KIMI_API_KEY ZHIPU_API_KEY ZHIPUAI_API_KEY GLM_API_KEY ARK_API_KEY DOUBAO_API_KEY HUNYUAN_API_KEY QIANFAN_API_KEY SILICONFLOW_API_KEY OPENROUTER_API_KEY AZURE_OPENAI_API_KEY GROQ_API_KEY GEMINI_API_KEY',
    OPENAI_BASE_URL:
      'OPENAI_API_BASE OPENAI_BASE OPENAI_API_BASE_URL OPENAI_API_URL OPENAI_URL OPENAI_API_HOST OPENAI_HOST OPENAI_ENDPOINT OPENAI_API_ENDPOINT OPENAI_PROXY_URL OPENAI_PROXY OPENAI_BASE_PATH OPEN_AI_API_BASE API_BASE API_BASE_URL BASE_URL LLM_BASE_URL LLM_API_BASE AI_BASE_URL DEEPSEEK_BASE_URL DEEPSEEK_API_BASE OPENAI_API_BASEURL OPENAI_REVERSE_PROXY OPENAI_API_SERVER AZURE_OPENAI_ENDPOINT OLLAMA_HOST OLLAMA_BASE_URL',
    OPENAI_MODEL:
      'MODEL MODEL_NAME OPENAI_MODEL_NAME OPENAI_API_MODEL LLM_MODEL LLM_MODEL_NAME AI_MODEL CHAT_MODEL OPENAI_CHAT_MODEL DEEPSEEK_MODEL OLLAMA_MODEL DEFAULT_MODEL GPT_MODEL OPENAI_DEFAULT_MODEL',
    OPENAI_TEMPERATURE: 'TEMPERATURE LLM_TEMPERATURE OPENAI_API_TEMPERATURE MODEL_TEMPERATURE',
    OPENAI_MAX_TOKENS: 'MAX_TOKENS LLM_MAX_TOKENS OPENAI_MAX_TOKEN MAX_OUTPUT_TOKENS',
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

/** Shorter names differ too little from words that mean something else. */
const LEAST_LETTERS_FOR_TWO_MISTAKES = 9;

/** Returns the setting that a name was probably meant as: other case, an alias, or a slip of the finger. */
export function findMeantSetting(name: string, settings: readonly string[]): string | undefined {
  const written = plain(name);
  if (written === '') return undefined;
  const same = settings.find((setting) => plain(setting) === written);
  if (same !== undefined) return same;
  const alias = ALIASES.get(written);
  if (alias !== undefined && settings.includes(alias)) return alias;
  const [nearest] = settings
    .map((setting) => ({ setting, mistakes: countMistakes(written, plain(setting)) }))
    .filter(({ setting, mistakes }) => mistakes <= mistakesAllowed(plain(setting)))
    .sort((a, b) => a.mistakes - b.mistakes);
  return nearest?.setting;
}

/** Says whether other programs use the name for what a setting of Kuaihui's is for. */
export function isAlias(name: string, setting: string): boolean {
  return plain(name) !== plain(setting) && ALIASES.get(plain(name)) === setting;
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

/** Letters to insert, leave out, replace or swap with their neighbour (optimal string alignment). */
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
