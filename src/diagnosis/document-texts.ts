import { commandLine } from '../config/command-line.ts';
import type { Sentence } from '../runtime/sentence.ts';
import type { StoredDocuments } from './check-documents.ts';

const MOST_NAMED = 5;

/** How the owner gets rid of a document that failed, at the console and with a command. */
const dropDocument: Sentence = {
  en: `To drop one, remove it on the console's page Knowledge, or with ${commandLine('kb remove DOCUMENT')}; in a folder, delete the file.`,
  zh: `不要了就在控制台的“知识库”里删掉，或运行 ${commandLine('kb remove 文档')}；文件夹里的请删文件。`,
};

function otherBases(others: readonly string[]): Sentence {
  if (others.length === 0) return { en: '', zh: '' };
  return {
    en: `; documents are in ${others.join(', ')}`,
    zh: `；有文档的是 ${others.join('、')}`,
  };
}

/** The texts about the owner's documents. */
export const documentTexts = {
  missing: (path: string): Sentence => ({
    en: `KNOWLEDGE_DIR=${path} is no folder that can be read`,
    zh: `KNOWLEDGE_DIR=${path} 不是能读取的文件夹`,
  }),
  compare: (path: string): Sentence => ({
    en: `Compare the path, which was read as ${path}, and whether this user may read it. Documents can also be added without a folder: on the console's page Knowledge, or with ${commandLine('kb add FILE')}`,
    zh: `请核对路径（实际读的是 ${path}），以及当前用户有没有读取权限。不用文件夹也可以添加文档：在控制台的“知识库”里，或运行 ${commandLine('kb add FILE')}`,
  }),
  empty: (path: string): Sentence => ({
    en: `There is nothing to quote in KNOWLEDGE_DIR=${path}`,
    zh: `KNOWLEDGE_DIR=${path} 里没有可以引用的资料`,
  }),
  fill: (): Sentence => ({
    en: 'Put documents there: Markdown, text, HTML, PDF, DOCX, XLSX or CSV. Leave KNOWLEDGE_DIR out for the handbook.',
    zh: '请放入资料：Markdown、文本、HTML、PDF、DOCX、XLSX 或 CSV。想用自带的手册就去掉 KNOWLEDGE_DIR。',
  }),
  onlyWithoutDocuments: (): Sentence => ({
    en: 'KNOWLEDGE_ONLY=on, and there is no document, so every question is refused',
    zh: '设了 KNOWLEDGE_ONLY=on，却没有任何文档，所有问题都会被拒答',
  }),
  nothingAnswers: (): Sentence => ({
    en: 'neither a model nor a document, so followers only read that it cannot answer yet',
    zh: '既没有模型也没有文档，粉丝只会读到“现在还回答不了”',
  }),
  giveSomething: (account: string): Sentence => ({
    en: `Set CHAT_MODELS and the key of its provider for the account ${account}, or add documents. An account has the models of the environment, and not those that another account sets for itself.`,
    zh: `请给公众号 ${account} 设置 CHAT_MODELS 和厂商的密钥，或添加文档。公众号会用环境变量里的模型，不会用另一个公众号自己设置的模型。`,
  }),
  /** Of several, some may have documents. */
  emptyBases: ({ empty, others }: NonNullable<StoredDocuments['emptyBases']>): Sentence => ({
    en: `KNOWLEDGE_BASES names ${empty.join(', ')}, where there is no document${otherBases(others).en}`,
    zh: `KNOWLEDGE_BASES 里的 ${empty.join('、')} 没有文档${otherBases(others).zh}`,
  }),
  basesAreEmpty: (bases: readonly string[], others: readonly string[] = []): Sentence => ({
    en: `KNOWLEDGE_BASES names ${bases.join(', ')}, where there is no document yet${otherBases(others).en}`,
    zh: `KNOWLEDGE_BASES 里的 ${bases.join('、')} 还没有文档${otherBases(others).zh}`,
  }),
  addSome: (): Sentence => ({
    en: `Add documents on the console's page Knowledge, or with ${commandLine('kb add FILE')}`,
    zh: `请在控制台的“知识库”里添加文档，或运行 ${commandLine('kb add FILE')}`,
  }),
  describe: (folder: string | undefined, stored: StoredDocuments | undefined): Sentence => {
    const { documents = 0, passages = 0, bases = [] } = stored ?? {};
    const inStore = documents > 0 || folder === undefined;
    const en = [
      ...(folder === undefined ? [] : [`the folder ${folder}, which is watched`]),
      ...(inStore
        ? [
            `${documents} ${documents === 1 ? 'document' : 'documents'} with ${passages} ${passages === 1 ? 'passage' : 'passages'}`,
          ]
        : []),
    ];
    const zh = [
      ...(folder === undefined ? [] : [`文件夹 ${folder}（有改动会自动更新）`]),
      ...(inStore ? [`${documents} 个文档，${passages} 个段落`] : []),
    ];
    const named = bases.filter((base) => !base.startsWith('dir.')).join(', ');
    return {
      en: `${en.join('; ')}${named === '' ? '' : ` (bases: ${named})`}`,
      zh: `${zh.join('；')}${named === '' ? '' : `（资料库：${named}）`}`,
    };
  },
  failed: (failed: StoredDocuments['failed']): Sentence => {
    const named = failed.slice(0, MOST_NAMED);
    const more = failed.length - named.length;
    return {
      en: `${failed.length === 1 ? 'A document' : `${failed.length} documents`} could not be read: ${named
        .map(
          ({ document, base, folder, problem }) =>
            `${document} in ${folder ?? base}${problem ? ` (${problem.en})` : ''}`,
        )
        .join('; ')}${more > 0 ? `; and ${more} more` : ''}. ${dropDocument.en}`,
      zh: `有 ${failed.length} 个文档读不了：${named
        .map(
          ({ document, base, folder, problem }) =>
            `${folder ?? base} 里的 ${document}${problem ? `（${problem.zh}）` : ''}`,
        )
        .join('；')}${more > 0 ? `；另有 ${more} 个` : ''}。${dropDocument.zh}`,
    };
  },
  unlistedHosts: (hosts: readonly string[]): Sentence => ({
    en: `Documents link to ${hosts.join(', ')}, and a model's answers leave such links out. To let them through: LINK_HOSTS=${hosts.join(',')}`,
    zh: `资料里有指向 ${hosts.join('、')} 的链接，模型的回答会去掉它们。要保留请设置 LINK_HOSTS=${hosts.join(',')}`,
  }),
  synonymsMissing: (file: string): Sentence => ({
    en: `SYNONYMS_FILE=${file} is no file that can be read`,
    zh: `SYNONYMS_FILE=${file} 不是能读取的文件`,
  }),
  synonymsForm: (): Sentence => ({
    en: 'Write a text file with words for the same thing on each line, blanks between them, or leave SYNONYMS_FILE out.',
    zh: '请写一个文本文件，每行一组意思相同的词，用空格隔开；或去掉 SYNONYMS_FILE。',
  }),
};
