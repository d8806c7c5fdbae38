import type { AdviceLanguage, Sentence } from '../../runtime/sentence.ts';
import { commandLine } from '../../config/command-line.ts';
import type {
  AddedFile,
  KnowledgeDesk,
  SyncedArticle,
} from '../../server/knowledge/knowledge-desk.ts';

const plural = (count: number, one: string, more = `${one}s`) =>
  `${count} ${count === 1 ? one : more}`;

/** The words of the table of documents. */
export const documentColumns: Readonly<Record<AdviceLanguage, readonly string[]>> = {
  en: ['base', 'document', 'title', 'state', 'passages'],
  zh: ['资料库', '文档', '标题', '状态', '段落'],
};

/** The texts of `kuaihui kb`. */
export const kbTexts = {
  state: (state: 'ok' | 'failed'): Sentence =>
    state === 'ok' ? { en: 'ok', zh: '正常' } : { en: 'failed', zh: '失败' },
  faq: (): Sentence => ({ en: 'ok, FAQ', zh: '正常，问答' }),
  nothing: (bases: readonly string[]): Sentence => ({
    en: `There is no document in ${bases.join(', ')} yet. Add some: ${commandLine('kb add FILE')}`,
    zh: `${bases.join('、')} 里还没有文档。添加：${commandLine('kb add FILE')}`,
  }),
  total: (documents: number, passages: number, failed: number): Sentence => ({
    en: `${plural(documents, 'document')}, ${plural(passages, 'passage')}${failed > 0 ? `, ${failed} failed` : ''}`,
    zh: `共 ${documents} 个文档，${passages} 个段落${failed > 0 ? `，${failed} 个失败` : ''}`,
  }),
  drop: (): Sentence => ({
    en: `To drop one: ${commandLine('kb remove DOCUMENT')}; in a folder, delete the file.`,
    zh: `不要了就删掉：${commandLine('kb remove 文档')}；文件夹里的请删文件。`,
  }),
  progress: (what: string, done: number, of: number): Sentence =>
    what === 'wordings'
      ? {
          en: `Questions written by the model: for ${done} of ${plural(of, 'passage')}`,
          zh: `模型写的问法：${of} 个段落里已完成 ${done} 个`,
        }
      : {
          en: `Vectors of ${what}: for ${done} of ${plural(of, 'passage')}`,
          zh: `${what} 的向量：${of} 个段落里已完成 ${done} 个`,
        },
  added: ({ document, result, passages, isFaq, problem }: AddedFile): Sentence => {
    if (result === 'failed')
      return {
        en: `✗ ${document}: ${problem?.en ?? 'it could not be read'}`,
        zh: `✗ ${document}：${problem?.zh ?? '读不了'}`,
      };
    const [one, more, zhUnit] = isFaq
      ? ['entry of a FAQ', 'entries of a FAQ', '条问答']
      : ['passage', 'passages', '个段落'];
    const same =
      result === 'unchanged' ? { en: 'unchanged, ', zh: '没有变化，' } : { en: '', zh: '' };
    return {
      en: `✓ ${document}: ${same.en}${plural(passages, one, more)}${problem ? `; ${problem.en}` : ''}`,
      zh: `✓ ${document}：${same.zh}${passages} ${zhUnit}${problem ? `；${problem.zh}` : ''}`,
    };
  },
  synced: (article: SyncedArticle): Sentence => {
    const { document, title, result } = article;
    const name = title === '' ? document : `${title}  ${document}`;
    if (result === 'removed') return { en: `− ${name}: removed`, zh: `− ${name}：已移除` };
    return kbTexts.added({ ...article, result, document: name });
  },
  syncing: (count: number): Sentence => ({
    en: `${plural(count, 'article')} looked at …`,
    zh: `已看过 ${count} 篇文章……`,
  }),
  nothingPublished: (): Sentence => ({
    en: 'WeChat lists no article that this account has published. Articles that were sent to followers (群发) may be missing from its list; add them by their links.',
    zh: '微信没有列出这个公众号发布的文章。群发的文章可能不在这个列表里，可以用链接添加。',
  }),
  unlistedHosts: (hosts: readonly string[]): Sentence => ({
    en: `    Answers leave out links to ${hosts.join(', ')}. To let them through, add to LINK_HOSTS: ${hosts.join(',')}`,
    zh: `    回答会去掉指向 ${hosts.join('、')} 的链接。要保留，请加到 LINK_HOSTS：${hosts.join(',')}`,
  }),
  nothingToAdd: (): Sentence => ({
    en: 'There is no file there that can be read as a document.',
    zh: '那里没有可以当作文档读取的文件。',
  }),
  addressOfOne: (): Sentence => ({
    en: '--address is for one file; write the addresses of a folder into its documents.',
    zh: '--address 只用于单个文件；文件夹里的文档请在各自的内容里写网址。',
  }),
  addressOfPage: (): Sentence => ({
    en: '--address is for a file; a page has its own address.',
    zh: '--address 只用于文件；网页用它自己的网址。',
  }),
  noAddress: (typed: string): Sentence => ({
    en: `--address ${typed} is no address that followers can open; write it like https://shop.example.com/returns.`,
    zh: `--address ${typed} 不是粉丝能打开的网址；请写成 https://shop.example.com/returns 这样。`,
  }),
  adding: (count: number): Sentence => ({
    en: `${plural(count, 'file')} read …`,
    zh: `已读取 ${count} 个文件……`,
  }),
  removed: (document: string, base: string): Sentence => ({
    en: `${document} is removed from ${base}.`,
    zh: `已从 ${base} 删除 ${document}。`,
  }),
  indexing: (passages: number): Sentence => ({
    en: `Building the index: ${plural(passages, 'passage')} …`,
    zh: `正在建立索引：${passages} 个段落……`,
  }),
  nothingFound: (): Sentence => ({ en: 'Nothing was found.', zh: '没有找到。' }),
  belowFloor: (): Sentence => ({
    en: 'With KNOWLEDGE_ONLY=on such a question is refused: nothing that was found clearly speaks about it.',
    zh: '设了 KNOWLEDGE_ONLY=on 时，这样的问题会被拒答：找到的内容都和它没有明显关系。',
  }),
  refused: (): Sentence => ({
    en: '(refused: the documents do not answer it)',
    zh: '（拒答：资料里没有答案）',
  }),
  evaluated: (questions: number, base: readonly string[]): Sentence => ({
    en: `${plural(questions, 'question')} over ${base.join(', ')}`,
    zh: `${questions} 个问题，资料库 ${base.join('、')}`,
  }),
  recall: (at: string, share: string): Sentence => ({
    en: `  right document among the first ${at}: ${share}`,
    zh: `  正确的文档在前 ${at} 个里：${share}`,
  }),
  asked: (done: number, of: number): Sentence => ({
    en: `${done} of ${of} questions …`,
    zh: `${of} 个问题里已完成 ${done} 个……`,
  }),
  wrongHeader: (file: string): Sentence => ({
    en: `${file} has to begin with the line question,document (or 问题,文档) and have a question with the name of its document on each further line.`,
    zh: `${file} 的第一行要写 问题,文档（或 question,document），下面每行写一个问题和它所在文档的名字。`,
  }),
  noQuestions: (file: string): Sentence => ({
    en: `${file} has no question below its first line.`,
    zh: `${file} 的第一行下面没有问题。`,
  }),
  incomplete: (file: string, line: number): Sentence => ({
    en: `${file}, line ${line}: a question and the name of its document are needed.`,
    zh: `${file} 第 ${line} 行：要有问题和文档的名字。`,
  }),
  unknownDocument: (file: string, line: number, document: string): Sentence => ({
    en: `${file}, line ${line}: there is no document ${document}. See the names: ${commandLine('kb list')}`,
    zh: `${file} 第 ${line} 行：没有文档 ${document}。查看名字：${commandLine('kb list')}`,
  }),
  unreadableFile: (file: string): Sentence => ({
    en: `${file} could not be read.`,
    zh: `${file} 读不了。`,
  }),
  enriching: ({
    passages,
    calls,
    hasServer,
  }: Awaited<ReturnType<KnowledgeDesk['enrich']>>): Sentence => ({
    en: `The model will be asked about ${plural(calls, 'time')}, once for each of ${plural(passages, 'passage')} that has no other wordings yet; entries of a FAQ are left out. ${
      hasServer
        ? 'A running server does it in the background'
        : 'It begins when the server is started'
    }; ${commandLine('kb list')} shows how far it is.`,
    zh: `大约会调用模型 ${calls} 次：${passages} 个段落里还没有别的问法的，每个一次；问答表里的不算。${
      hasServer ? '由正在运行的服务器在后台完成' : '服务器启动后开始'
    }，进度见 ${commandLine('kb list')}。`,
  }),
  wrongLimit: (most: number): string => `A number from 1 to ${most}.`,
};
