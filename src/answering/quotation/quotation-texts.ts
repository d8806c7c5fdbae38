import type { Ask } from '../answerer.ts';
import { languageOfQuestion, type Language } from '../language-of-question.ts';

/** What answers from documents say to a follower in words of ours. */
export interface QuotationTexts {
  source(title: string, heading: string): string;
  quotedFrom(source: string): string;
  /** Leads to the whole document. */
  openAt(address: string): string;
  seeAlso(sources: readonly string[]): string;
  /** Follows rows of a table of which others were left out. */
  readonly rowsOnly: string;
  /** Stands between the title of a document and a heading. */
  readonly colon: string;
  /** Ends a quotation. */
  readonly quotation: string;
  /** Stands before headings, of which the follower may tap one. */
  readonly didYouMean: string;
  readonly nothingFound: string;
  /** Follows `nothingFound` before questions that can be tapped. */
  readonly youMayAsk: string;
  readonly greeting: string;
  readonly thanks: string;
  /** Questions to tap below a greeting; empty where headings of the documents serve. */
  readonly firstQuestions: readonly string[];
  readonly noDocuments: string;
  /** An answer was interrupted, and the documents have changed since. */
  readonly changedMeanwhile: string;
}

/** To whom it speaks: `newcomer` tries Kuaihui out with its handbook, `follower` asks the owner's documents. */
export type Audience = 'newcomer' | 'follower';

const zh = {
  source: (title: string, heading: string) =>
    title === heading || heading === '' ? `《${title}》` : `《${title}》› ${heading}`,
  quotedFrom: (source: string) => `——摘自${source}`,
  openAt: (address: string) => `原文：${address}`,
  seeAlso: (sources: readonly string[]) => `相关内容：${sources.join('；')}`,
  rowsOnly: '（表中相关的行）',
  colon: '：',
  didYouMean: '没有找到完全对得上的内容。你是不是想问：',
  youMayAsk: '可以换个说法，或者点一个问题：',
  noDocuments: '抱歉，现在还回答不了问题，请过些时候再来。',
  changedMeanwhile: '（文档刚刚有改动，这段回答接不上了，请再问一次。）',
};

const en = {
  source: (title: string, heading: string) =>
    title === heading || heading === '' ? title : `${title} › ${heading}`,
  quotedFrom: (source: string) => `— quoted from: ${source}`,
  openAt: (address: string) => `The document: ${address}`,
  seeAlso: (sources: readonly string[]) => `See also: ${sources.join('; ')}`,
  rowsOnly: '(the rows of the table that speak about it)',
  colon: ': ',
  didYouMean: 'Nothing fits exactly. Did you mean:',
  youMayAsk: 'Try other words, or tap a question:',
  noDocuments: 'Sorry, I cannot answer questions yet. Please come back later.',
  changedMeanwhile:
    '(The documents have just changed and this answer cannot be continued. Please ask again.)',
};

/** The sentences in both languages. Followers of an owner who has chosen documents read nothing about models. */
export const quotationTexts: Readonly<
  Record<Language, Readonly<Record<Audience, QuotationTexts>>>
> = {
  zh: {
    newcomer: {
      ...zh,
      quotation: '（还没有接入大模型，以上是文档原文摘录。）',
      nothingFound: '手册里没有找到相关内容。还没有接入大模型，所以我只能摘录手册来回答。',
      greeting:
        '你好，我是快回，一个把公众号接到大模型上的机器人。现在还没有接入大模型，我只能摘录自带的手册，回答怎么安装和使用我。\n\n要接入大模型：在 .env 里填好 OPENAI_BASE_URL、OPENAI_API_KEY、OPENAI_MODEL，然后重启。\n\n可以点一个问题试试：',
      thanks: '不客气！还可以问我：',
      firstQuestions: [
        '支持哪些大模型，怎么接入？',
        '怎么接入公众号？',
        '怎么部署到服务器？',
        '多久能回复，会不会超时？',
      ],
    },
    follower: {
      ...zh,
      quotation: '（以上是文档原文摘录。）',
      nothingFound: '抱歉，文档里没有找到相关内容。',
      greeting: '你好，我是自动回答问题的机器人，可以从文档里查找答案。直接发问题就行，比如：',
      thanks: '不客气！还可以问我：',
      firstQuestions: [],
    },
  },
  en: {
    newcomer: {
      ...en,
      quotation: '(No model is configured yet, so this is a quotation from the documents.)',
      nothingFound:
        'I found nothing about that in the handbook. No model is configured yet, so I can only answer by quoting it.',
      greeting:
        'Hello, I am Kuaihui, a bot that connects a WeChat Official Account to a language model. No model is configured yet, so I only quote my handbook: how to install and use me.\n\nTo connect a model, fill in OPENAI_BASE_URL, OPENAI_API_KEY and OPENAI_MODEL in .env and restart.\n\nTap a question to begin:',
      thanks: 'You are welcome! You may also ask:',
      firstQuestions: [
        'Which models are supported and how do I connect one?',
        'How do I connect my Official Account?',
        'How do I deploy it to a server?',
        'How long does an answer take? Can it time out?',
      ],
    },
    follower: {
      ...en,
      quotation: '(This is a quotation from the documents.)',
      nothingFound: 'Sorry, I found nothing about that in the documents.',
      greeting:
        'Hello, I am a bot that looks for answers in documents. Just send a question, such as:',
      thanks: 'You are welcome! You may also ask:',
      firstQuestions: [],
    },
  },
};

/** Returns the sentences in the language of the question. */
export function chooseTexts({ question, settings }: Ask, audience: Audience): QuotationTexts {
  return quotationTexts[languageOfQuestion(question, settings.language)][audience];
}
