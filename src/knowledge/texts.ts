import type { Language } from './language.ts';

/** What the answerer over documents says to a follower in its own words. */
export interface KnowledgeTexts {
  source(title: string, heading: string): string;
  quotedFrom(source: string): string;
  seeAlso(sources: readonly string[]): string;
  readonly noModelQuotation: string;
  readonly nothingFound: string;
  youMayAsk(examples: readonly string[]): string;
  readonly noDocuments: string;
  /** An answer was interrupted, and the documents have changed since. */
  readonly changedMeanwhile: string;
}

/** The sentences in both languages. */
export const knowledgeTexts: Readonly<Record<Language, KnowledgeTexts>> = {
  zh: {
    source: (title, heading) => (heading === '' ? `《${title}》` : `《${title}》› ${heading}`),
    quotedFrom: (source) => `——摘自${source}`,
    seeAlso: (sources) => `相关内容：${sources.join('；')}`,
    noModelQuotation: '（还没有接入大模型，以上是文档原文摘录。）',
    nothingFound: '文档里没有找到相关内容。还没有接入大模型，所以我只能摘录文档来回答。',
    youMayAsk: (examples) => `可以换个说法，或者试试问：\n${list(examples)}`,
    noDocuments: '还没有接入大模型，也没有可以查阅的文档，暂时回答不了问题。',
    changedMeanwhile: '（文档刚刚有改动，这段回答接不上了，请再问一次。）',
  },
  en: {
    source: (title, heading) => (heading === '' ? title : `${title} › ${heading}`),
    quotedFrom: (source) => `— quoted from: ${source}`,
    seeAlso: (sources) => `See also: ${sources.join('; ')}`,
    noModelQuotation: '(No model is configured yet, so this is a quotation from the documents.)',
    nothingFound:
      'I found nothing about that in the documents. No model is configured yet, so I can only answer by quoting them.',
    youMayAsk: (examples) => `Try other words, or ask about:\n${list(examples)}`,
    noDocuments:
      'No model is configured yet and there are no documents to look into, so I cannot answer questions for now.',
    changedMeanwhile:
      '(The documents have just changed and this answer cannot be continued. Please ask again.)',
  },
};

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}
