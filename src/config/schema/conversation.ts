import { answerLinksKind } from '../answer-links-kind.ts';
import { choice, integer, onOff, path, sentences, sentencesOrOff, word } from '../setting-kind.ts';
import { settingTexts } from '../setting-texts.ts';
import { defineSettings } from '../setting-definition.ts';

/** The label takes its room from every message of 2,048 bytes. */
const LONGEST_AI_LABEL_BYTES = 120;

/** What followers read, and how much of a conversation the model is told. */
export const conversationSettings = defineSettings(
  {
    key: 'conversation',
    title: {
      en: 'What followers read, and what the model is told',
      zh: '粉丝看到什么，模型知道什么',
    },
    says: {
      en: 'In these texts \\n begins a new line.',
      zh: '这些文字里用 \\n 换行。',
    },
    scope: 'account',
  },
  {
    FOLLOWER_LANGUAGE: {
      kind: choice(['zh', 'en']),
      byDefault: 'zh',
      says: {
        en: "The language of the bot's own sentences: zh or en.",
        zh: '机器人自己的提示语用中文（zh）还是英文（en）。',
      },
    },
    WELCOME_TEXT: {
      kind: sentences,
      says: {
        en: "What a new follower reads after following the account; the language's own text when empty.",
        zh: '关注后的欢迎语；不填就用自带的。',
      },
      more: {
        en: 'It has to fit into one message: at most WECHAT_TEXT_LIMIT_BYTES (below), about 680 Chinese characters.',
        zh: '要放得进一条消息：最多 WECHAT_TEXT_LIMIT_BYTES（见下），约 680 个汉字。',
      },
    },
    PAUSED_TEXT: {
      kind: sentencesOrOff(),
      says: {
        en: "What a follower reads while the account is paused; the language's own sentence when empty, off for nothing.",
        zh: '账号暂停期间粉丝收到的话；不填就用自带的一句，填 off（关、无）就什么也不回。',
      },
    },
    ANSWER_LINKS: {
      kind: answerLinksKind,
      says: {
        en: 'The commands that stand as links after an answer, where its last message has room; off for none.',
        zh: '回答后面带哪些指令的链接，最后一条消息放得下才带；填 off（关、无）就不带。',
      },
      more: {
        en: 'When empty: 👍,👎,regenerate where the account answers from documents of its own, else regenerate,new, in the language that followers read. Without a model only those stand that do not ask one.',
        zh: '不填：用自己的资料回答的公众号是 👍,👎,重新生成，其他是 重新生成,新对话；粉丝看英文时自动换成英文。没有接入模型时，只带和模型无关的。',
      },
    },
    AI_LABEL: {
      kind: sentencesOrOff((written) =>
        Buffer.byteLength(written) > LONGEST_AI_LABEL_BYTES
          ? settingTexts.aiLabelTooLong(LONGEST_AI_LABEL_BYTES)
          : undefined,
      ),
      says: {
        en: "The line that marks a model's answer as made by AI, as China requires; the language's own when empty, off for none.",
        zh: 'AI 生成标识，法规要求标明；不填就用自带的，填 off（关、无）就不显示。',
      },
      more: {
        en: 'At most 120 bytes. Before you switch it off, make sure that answers are marked in another way.',
        zh: '最多 120 字节。关掉之前请确认已用别的方式标识。',
      },
    },
    SYSTEM_PROMPT: {
      kind: sentences,
      says: {
        en: 'What the model is told about its role, in place of the default.',
        zh: '系统提示词，代替自带的。',
      },
    },
    SYSTEM_PROMPT_FILE: {
      kind: path,
      isForOperator: true,
      says: {
        en: 'The same from a file; set one of the two. It is read at the start.',
        zh: '从文件读系统提示词；两个只填一个，启动时读取。',
      },
    },
    PERSONA: {
      kind: word,
      says: {
        en: 'The persona that answers followers who have chosen none, by its name or its file, such as translator; SYSTEM_PROMPT when empty.',
        zh: '粉丝没有用“角色”选过时由哪个角色回答，写名字或文件名，例如 翻译 或 translator；不填就用 SYSTEM_PROMPT。',
      },
      more: {
        en: 'With a persona, SYSTEM_PROMPT and SYSTEM_PROMPT_FILE are not used.',
        zh: '填了这一项，SYSTEM_PROMPT 和 SYSTEM_PROMPT_FILE 就不用了。',
      },
    },
    PERSONAS_DIR: {
      kind: path,
      isForOperator: true,
      says: {
        en: 'A folder of Markdown files, each a persona that followers can choose; the three that come along when empty. A change counts within seconds.',
        zh: '角色文件夹，每个 Markdown 文件是一个粉丝可以选的角色；不填就用自带的三个。改动几秒内生效。',
      },
    },
    HISTORY_TOKENS: {
      kind: integer(0, 1_000_000),
      byDefault: '4000',
      says: {
        en: 'How much of the conversation goes along with a question, summary and facts included, in tokens; 0 for nothing.',
        zh: '提问时带上多少之前的对话，连摘要和记住的事一起，按 token 计；0 表示不带。',
      },
    },
    CONVERSATION_TTL_MINUTES: {
      kind: integer(1, 525_600),
      byDefault: '720',
      says: {
        en: 'A conversation that rested for so many minutes is over, and the next question begins a new one.',
        zh: '多少分钟不说话就算结束，下一个问题是新对话。',
      },
    },
    BURST_WINDOW_MS: {
      kind: integer(0, 4000),
      byDefault: '0',
      says: {
        en: 'Texts that follow each other within so many milliseconds, or later while no word of the answer has come, are one question. Every answer begins so much later, so 0 (none) is the default.',
        zh: '间隔不超过多少毫秒的几条短消息合并成一个问题，最多 4000；之后只要模型还没出字，也照样合并。每个回答都会晚这么久，所以默认 0，不合并。',
      },
    },
    FORGET_ON_UNSUBSCRIBE: {
      kind: onOff,
      byDefault: 'on',
      says: {
        en: 'Deletes what is stored about a follower who stops following the account.',
        zh: '粉丝取消关注后删除其数据。',
      },
    },
  },
);
