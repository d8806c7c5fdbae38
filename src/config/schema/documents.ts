import { oneModel } from '../model-list.ts';
import { baseNames, hosts, integer, onOff, path, sentences } from '../setting-kind.ts';
import { defineSettings } from '../setting-definition.ts';

/** From what an account answers. */
export const documentSettings = defineSettings(
  { key: 'documents', title: { en: 'The documents', zh: '资料' }, scope: 'account' },
  {
    KNOWLEDGE_DIR: {
      kind: path,
      isForOperator: true,
      says: {
        en: 'A folder of documents from which answers are given; it is watched, and changed files are read again.',
        zh: '用来回答的资料文件夹；程序会监视它，文件改了就重新读取。',
      },
      more: {
        en: 'Markdown, text, HTML, PDF, DOCX, XLSX and CSV. Without a folder and without a document that was added, and as long as no model is configured, the simulator quotes the handbook of Kuaihui.',
        zh: '支持 Markdown、文本、HTML、PDF、DOCX、XLSX、CSV。没有文件夹、也没有添加过文档，并且还没有接入模型时，模拟器里摘录快回自带的手册。',
      },
    },
    KNOWLEDGE_BASES: {
      kind: baseNames,
      says: {
        en: "The bases of documents that the account answers from, with commas between them; the one with the account's name when empty.",
        zh: '这个公众号用哪些资料库回答，用逗号隔开；不填就是和公众号同名的那个。',
      },
    },
    KNOWLEDGE_ONLY: {
      kind: onOff,
      byDefault: 'off',
      says: {
        en: 'on: only what the documents say is answered; other questions get REFUSAL_TEXT.',
        zh: 'on：只回答资料里有的，其他问题回复 REFUSAL_TEXT。',
      },
    },
    REFUSAL_TEXT: {
      kind: sentences,
      says: {
        en: 'What is read where the documents say nothing; a sentence of ours when empty.',
        zh: '资料里没有答案时的回复；不填就用默认的一句话。',
      },
    },
    SYNC_ARTICLES: {
      kind: onOff,
      byDefault: 'off',
      says: {
        en: "on: the account's own published articles are documents; new, changed and deleted ones are followed every 6 hours.",
        zh: 'on：把公众号自己发布的文章当作资料；新发布、修改和删除的每 6 小时跟进一次。',
      },
      more: {
        en: 'It needs WECHAT_APP_ID, WECHAT_APP_SECRET and an account whose subject is certified; WeChat gives personal accounts no list of their articles.',
        zh: '需要 WECHAT_APP_ID、WECHAT_APP_SECRET，并且公众号已认证；个人号微信不给文章列表。',
      },
    },
    LEARN_FROM: {
      kind: integer(1, 100),
      byDefault: '3',
      says: {
        en: 'How many followers have to correct an answer alike before it waits for review as a draft.',
        zh: '几位粉丝的纠正一致时，生成一条等待审核的草稿。',
      },
    },
    LINK_HOSTS: {
      kind: hosts,
      byDefault: 'off',
      says: {
        en: "The hosts to which a model's answers from documents may link, with commas between them, beside those of the documents' own addresses; any for all, off for no others.",
        zh: '模型根据资料回答时可以带哪些网站的链接，用逗号隔开（资料自己的网址始终可以）；any 表示都可以，off 表示没有别的。',
      },
      more: {
        en: 'Such as shop.example.com, which holds for www.shop.example.com too. Other links are left out, because a document may come from a stranger.',
        zh: '例如 shop.example.com，也包括 www.shop.example.com。其他链接会去掉，因为资料可能出自陌生人之手。',
      },
    },
  },
);

/** How documents are searched, the same for all accounts. */
export const searchSettings = defineSettings(
  { key: 'search', title: { en: 'The search in documents', zh: '资料的检索' }, scope: 'server' },
  {
    EMBEDDING_MODEL: {
      kind: oneModel,
      says: {
        en: 'The model that makes vectors of passages and questions, as provider/model, such as siliconflow/BAAI/bge-m3 (November 2026); words alone are compared when empty.',
        zh: '给段落和问题生成向量的模型，写成 厂商/模型，例如 siliconflow/BAAI/bge-m3（2026 年 11 月）；不填就只按字词检索。',
      },
      more: {
        en: 'Questions of followers of every account are sent to it. Another model takes the place of this one in the background.',
        zh: '每个公众号粉丝的问题都会发给它。换了模型，会在后台重新生成。',
      },
    },
    SYNONYMS_FILE: {
      kind: path,
      isForOperator: true,
      says: {
        en: 'A text file with more words for the same thing, one thing a line, spaces between the words.',
        zh: '同义词文件：每行写一组意思相同的词，用空格隔开。',
      },
    },
  },
);
