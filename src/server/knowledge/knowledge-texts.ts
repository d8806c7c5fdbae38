import { extname } from 'node:path';
import { commandLine } from '../../config/command-line.ts';
import type { Sentence } from '../../runtime/sentence.ts';

const MOST_KINDS = 8;

/** What a command about documents is told that cannot be done as asked. */
export const knowledgeTexts = {
  noPath: (path: string): Sentence => ({
    en: `There is no file or folder ${path} that can be read.`,
    zh: `没有可以读取的文件或文件夹 ${path}。`,
  }),
  mayNotRead: (path: string): Sentence => ({
    en: `This user may not read ${path}. Change its permissions, or run the command as its owner.`,
    zh: `当前用户没有权限读取 ${path}。请改它的权限，或用它的所有者运行命令。`,
  }),
  baseName: (base: string): Sentence => ({
    en: `${base} is no name of a base: small letters, digits and dashes, at most 40.`,
    zh: `${base} 不能作资料库的名字：只用小写字母、数字和短横线，最多 40 个。`,
  }),
  baseNotRead: (base: string, account: string, bases: readonly string[]): Sentence => ({
    en: `The account ${account} does not read the base ${base} yet, only ${bases.join(', ')}; KNOWLEDGE_BASES says which it reads.`,
    zh: `公众号 ${account} 还没有用资料库 ${base}，只用 ${bases.join('、')}；用哪些由 KNOWLEDGE_BASES 设置。`,
  }),
  into: (base: string): Sentence => ({
    en: `Into the base ${base}:`,
    zh: `加到资料库 ${base}：`,
  }),
  moreInSitemap: (read: number, found: number): Sentence => ({
    en: `The sitemap lists ${found} pages, and ${read} are read. --most ${found} reads them all.`,
    zh: `站点地图列出 ${found} 个网页，读取其中 ${read} 个。全部读取：--most ${found}。`,
  }),
  earlierStays: ({ en, zh }: Sentence): Sentence => ({
    en: `${en}. What was read of it before stays; kb remove takes it out`,
    zh: `${zh}。以前读到的内容仍在用，kb remove 可以删除`,
  }),
  skipped: (names: readonly string[]): Sentence => {
    const kinds = [...new Set(names.map((name) => extname(name).slice(1).toLowerCase() || name))];
    const named = kinds.slice(0, MOST_KINDS);
    const isMore = kinds.length > named.length;
    return {
      en: `${names.length} skipped, which cannot be read as documents: ${named.join(', ')}${isMore ? ' …' : ''}`,
      zh: `跳过 ${names.length} 个不能当作文档的文件：${named.join('、')}${isMore ? ' ……' : ''}`,
    };
  },
  noDocument: (document: string): Sentence => ({
    en: `There is no document ${document}. See the names: ${commandLine('kb list')}`,
    zh: `没有文档 ${document}。查看名字：${commandLine('kb list')}`,
  }),
  inFolder: (document: string, folder: string): Sentence => ({
    en: `${document} comes from the folder ${folder}: delete the file there, and it is removed.`,
    zh: `${document} 来自文件夹 ${folder}：删掉那里的文件，它就会移除。`,
  }),
  inSeveralBases: (document: string, bases: readonly string[]): Sentence => ({
    en: `${document} is in ${bases.join(' and ')}. Say which with --base.`,
    zh: `${bases.join('、')} 里都有 ${document}，请用 --base 指定。`,
  }),
  indexBehind: (): Sentence => ({
    en: 'The search index is not complete, and grows no more. The log of the server that builds it says why.',
    zh: '检索索引没有建完，也停住了。原因请看负责建索引的那个服务器的日志。',
  }),
  noModel: (): Sentence => ({
    en: 'No model is configured that could write questions. Set CHAT_MODELS.',
    zh: '没有可以写问法的模型。请设置 CHAT_MODELS。',
  }),
};
