import { modelList, oneModel } from '../model-list.ts';
import { apiKeys, choice, integer, jsonObject, modelUrl, number, word } from '../setting-kind.ts';
import { defineSettings } from '../setting-definition.ts';

const seconds = integer(1, 3600);

/** Which model answers, and how it is asked. What an account does not set itself, it inherits from the environment. */
export const modelSettings = defineSettings(
  {
    key: 'model',
    title: { en: 'The model', zh: '大模型' },
    says: {
      en: 'CHAT_MODELS names the models, and the next section has their keys; OPENAI_API_KEY, OPENAI_BASE_URL and OPENAI_MODEL together are one model as well. The other settings that begin with OPENAI_ hold for the models of every provider, except OPENAI_EXTRA_BODY and OPENAI_MAX_TOKENS_FIELD. Without a model the bot quotes documents.',
      zh: 'CHAT_MODELS 写用哪些模型，密钥写在下一节；只填 OPENAI_API_KEY、OPENAI_BASE_URL、OPENAI_MODEL 也算接入一个模型。其余 OPENAI_ 开头的设置对每家的模型都有效，OPENAI_EXTRA_BODY 和 OPENAI_MAX_TOKENS_FIELD 除外。没有模型时，机器人摘录资料来回答。',
    },
    scope: 'account',
  },
  {
    CHAT_MODELS: {
      kind: modelList,
      says: {
        en: 'The models that answer, each as provider/model with commas between them: the next one answers when one fails, such as deepseek/deepseek-v4-flash,qwen/qwen3.7-plus (November 2026).',
        zh: '由哪些模型回答，写成 厂商/模型，用逗号隔开：前一个不行就换下一个，例如 deepseek/deepseek-v4-flash,qwen/qwen3.7-plus（2026 年 11 月）。',
      },
      more: {
        en: 'The first slash divides: siliconflow/deepseek-ai/DeepSeek-V4-Flash. Names age within months: the command `models` compares them with what each provider has.',
        zh: '第一个斜杠前是厂商，例如 siliconflow/deepseek-ai/DeepSeek-V4-Flash。模型名常变，用命令 `models` 可以和厂商现有的对照。',
      },
    },
    SUMMARY_MODELS: {
      kind: modelList,
      says: {
        en: 'The models that sum up older turns of a conversation, written in the same way; the chat models when empty.',
        zh: '由哪些模型给较早的对话写摘要，写法相同；不填就用 CHAT_MODELS。',
      },
    },
    OFFERED_MODELS: {
      kind: modelList,
      says: {
        en: 'The models among which a follower may choose, written in the same way; the chat models when empty.',
        zh: '粉丝可以选的模型，写法相同；不填就是 CHAT_MODELS 里的。',
      },
    },
    RERANK_MODEL: {
      kind: oneModel,
      says: {
        en: 'The model that puts what was found in the documents into order, as provider/model; none when empty.',
        zh: '给资料里查到的段落排序的模型，写成 厂商/模型；不填就不用。',
      },
    },
    QUERY_MODEL: {
      kind: oneModel,
      says: {
        en: 'The model that completes a question such as “and in Shanghai?” before it is looked up, as provider/model; a rule does it when empty.',
        zh: '查资料之前，由哪个模型补全“那上海的呢？”这样省略的问题，写成 厂商/模型；不填就按规则补全。',
      },
    },
    FAILOVER_SECONDS: {
      kind: seconds,
      byDefault: '6',
      says: {
        en: 'How long a model may take to its first token while another one is left, in seconds.',
        zh: '后面还有模型可换时，等第一个字最多几秒。',
      },
    },
    OPENAI_API_KEY: {
      kind: apiKeys,
      isSecret: true,
      says: {
        en: "The vendor's key, or several with commas between them; a local server such as Ollama needs none.",
        zh: '厂商给的密钥，可以用逗号写几个；Ollama 这样的本地服务不需要。',
      },
    },
    OPENAI_BASE_URL: {
      kind: modelUrl,
      says: {
        en: "The vendor's OpenAI-compatible address, such as https://api.deepseek.com; OpenAI's own when empty.",
        zh: '厂商兼容 OpenAI 的接口地址，例如 https://api.deepseek.com；不填就是 OpenAI 自己的。',
      },
      more: {
        en: 'It ends before /chat/completions, mostly in a version such as /v1.',
        zh: '写到 /v1 这样的版本号为止，不带 /chat/completions。',
      },
    },
    OPENAI_MODEL: {
      kind: word,
      says: {
        en: "The model's name as the vendor writes it, such as deepseek-v4-flash or qwen3.7-plus (November 2026).",
        zh: '厂商写的模型名，例如 deepseek-v4-flash 或 qwen3.7-plus（2026 年 11 月）。',
      },
      more: {
        en: "Names age within months: the list is on the vendor's page, and at OPENAI_BASE_URL/models.",
        zh: '名称常变，以厂商页面上的列表为准，也可以看 OPENAI_BASE_URL/models。',
      },
    },
    OPENAI_TEMPERATURE: {
      kind: number(0, 2),
      says: {
        en: 'How freely the model words its answers, 0 to 2; not sent when empty, like the next four.',
        zh: '回答措辞的随机程度，0 到 2；这项和下面四项不填就不发送，用厂商的默认值。',
      },
    },
    OPENAI_TOP_P: {
      kind: number(0, 1),
      says: {
        en: 'The share of likely words from which the model chooses, 0 to 1.',
        zh: '模型从概率最高的多大比例的词里挑选，0 到 1。',
      },
    },
    OPENAI_MAX_TOKENS: {
      kind: integer(1, 1_000_000),
      says: { en: 'The longest answer, in tokens.', zh: '回答最长多少 token。' },
    },
    OPENAI_REASONING_EFFORT: {
      kind: word,
      says: {
        en: 'How much a model that thinks may think; the vendor says which words it takes, such as low.',
        zh: '会思考的模型想多久；可以填的词以厂商的说明为准，例如 low。',
      },
    },
    OPENAI_EXTRA_BODY: {
      kind: jsonObject,
      says: {
        en: 'More fields of the request as a JSON object; what a model does not take is left out after its first refusal.',
        zh: '请求里厂商特有的参数，写成 JSON 对象；模型不认的，被拒绝一次后就不再发送。',
      },
      more: {
        en: 'Models that think by default answer sooner with {"thinking":{"type":"disabled"}} (DeepSeek, Kimi, GLM, Doubao) or {"enable_thinking":false} (Qwen, Hunyuan).',
        zh: '默认先思考的模型，可以这样关掉思考：{"thinking":{"type":"disabled"}}（DeepSeek、Kimi、GLM、豆包）或 {"enable_thinking":false}（通义千问、混元）。',
      },
    },
    OPENAI_MAX_TOKENS_FIELD: {
      kind: choice(['max_tokens', 'max_completion_tokens']),
      byDefault: 'max_tokens',
      says: {
        en: 'The field in which OPENAI_MAX_TOKENS is sent: max_tokens, or max_completion_tokens for newer OpenAI models.',
        zh: 'OPENAI_MAX_TOKENS 用哪个字段发送：max_tokens，较新的 OpenAI 模型用 max_completion_tokens。',
      },
    },
    OPENAI_FIRST_TOKEN_SECONDS: {
      kind: seconds,
      says: {
        en: 'How long to wait for the first sign of an answer, thinking included, in seconds: 60 when empty, or 300 for a local address.',
        zh: '等回答的第一个字（含思考）最多几秒：不填为 60，本地地址为 300。',
      },
      more: {
        en: 'An address on this machine or in its network counts as local, where a model may have to be loaded first.',
        zh: '本机和内网的地址算本地，那里的模型可能要先加载。',
      },
    },
    OPENAI_IDLE_SECONDS: {
      kind: seconds,
      byDefault: '30',
      says: {
        en: 'How long the model may pause in the middle of an answer, in seconds.',
        zh: '回答中途最多停顿几秒。',
      },
    },
    OPENAI_TOTAL_SECONDS: {
      kind: seconds,
      byDefault: '300',
      says: {
        en: 'How long one answer may take with all its tries, in seconds.',
        zh: '一个回答连同重试最多用几秒。',
      },
    },
    OPENAI_UNTAGGED_THINKING: {
      kind: choice(['auto', 'on', 'off']),
      byDefault: 'auto',
      says: {
        en: 'For a model whose thinking ends with </think> but has no <think> before it.',
        zh: '用于思考内容以 </think> 结束、却没有 <think> 开头的模型。',
      },
      more: {
        en: 'auto: learnt from the first answer that shows it; on: all text before </think> is thinking; off: never.',
        zh: 'auto：从第一个这样的回答里学会；on：</think> 之前的一律去掉；off：不处理。',
      },
    },
    OPENAI_MAX_RETRIES: {
      kind: integer(0, 10),
      byDefault: '2',
      says: {
        en: 'How often a question is asked again when the model is busy or breaks off, as long as no text is out.',
        zh: '模型忙或中断时，只要还没有发出文字，最多再问几次。',
      },
    },
    OPENAI_MAX_CONCURRENCY: {
      kind: integer(0, 100_000),
      byDefault: '0',
      says: {
        en: 'How many answers the vendor writes for one process at the same time; further questions wait for their turn. 0: any number.',
        zh: '厂商允许每个进程同时写几个回答，超出的问题排队；0 表示不限。',
      },
      more: {
        en: 'With several processes, divide what the vendor allows.',
        zh: '运行几个进程时，要把厂商允许的数目除以进程数。',
      },
    },
  },
);
