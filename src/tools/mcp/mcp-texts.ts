import type { Sentence } from '../../runtime/sentence.ts';
import type { McpFailureKind } from './mcp-failure.ts';
import type { WithheldBecause } from './choose-tools.ts';

const FAILED: Readonly<Record<McpFailureKind, Sentence>> = {
  'timed-out': { en: 'It did not answer in time.', zh: '它没有及时回答。' },
  gone: { en: 'It ended, or cannot be reached.', zh: '它已退出，或连不上。' },
  'no-program': { en: 'Its command cannot be run.', zh: '它的命令无法运行。' },
  'session-lost': { en: 'It does not know the session any more.', zh: '它已不认得这个会话。' },
  unauthorized: { en: 'It refuses the credentials.', zh: '它不接受这个凭据。' },
  refused: { en: 'It answered with an error.', zh: '它返回了错误。' },
  unusable: {
    en: 'It answers with something else than the protocol, or with too much.',
    zh: '它的回答不符合协议，或太长。',
  },
};

const HINT: Sentence = {
  en: 'Its first error output is in the log with LOG_LEVEL=debug.',
  zh: '设 LOG_LEVEL=debug 后，日志里有它启动时的报错。',
};

const REMEDIES: Readonly<Record<McpFailureKind, Sentence>> = {
  'timed-out': {
    en: `Start it by hand to see why it is slow. ${HINT.en}`,
    zh: `请手动启动它，看看为什么慢。${HINT.zh}`,
  },
  gone: {
    en: `Check its command or its address, and whether it runs by hand. ${HINT.en}`,
    zh: `请检查它的命令或地址，再手动运行试试。${HINT.zh}`,
  },
  'no-program': {
    en: 'Install the program, or write its whole path as command.',
    zh: '请安装这个程序，或在 command 里写完整路径。',
  },
  'session-lost': { en: 'It is asked for a new session.', zh: '会重新建立会话。' },
  unauthorized: {
    en: 'Check the key in its headers or its address.',
    zh: '请检查 headers 或地址里的密钥。',
  },
  refused: { en: 'See its own log.', zh: '请看它自己的日志。' },
  unusable: {
    en: 'Check that the address is the one for streamable HTTP, which often ends in /mcp.',
    zh: '请确认地址是 streamable HTTP 的（多以 /mcp 结尾）。',
  },
};

const WITHHELD: Readonly<Record<WithheldBecause, Sentence>> = {
  'not-read-only': {
    en: 'It does not say that it only reads (readOnlyHint). Name it in allowTools if followers may use it.',
    zh: '它没有声明只读（readOnlyHint）。如果允许粉丝用它，请写进 allowTools。',
  },
  'schema-too-large': {
    en: 'The description of its arguments is too large for a model.',
    zh: '它的参数说明太大，模型放不下。',
  },
  'one-too-many': {
    en: 'There are more tools than models take.',
    zh: '工具太多，超过了模型能接受的数量。',
  },
};

/** What the deployer reads about servers of tools. */
export const mcpTexts = {
  failed: (kind: McpFailureKind): Sentence => FAILED[kind],
  remedy: (kind: McpFailureKind): Sentence => REMEDIES[kind],
  withheld: (because: WithheldBecause): Sentence => WITHHELD[because],
};

/** What a model reads in place of a result. */
export const resultTexts = {
  failed: (kind: McpFailureKind): string =>
    `The tool failed: ${FAILED[kind].en} Answer without it, or say that it cannot be looked up now.`,
  toolError: 'The tool reports an error:',
  empty: 'The tool returned nothing.',
  cut: '(The rest is cut off.)',
  /** Stands for what a model cannot be given as text. */
  leftOut: (kind: string, type: string | undefined): string =>
    `(${kind}${type === undefined ? '' : ` of type ${type}`}, not shown)`,
};
