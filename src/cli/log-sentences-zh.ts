import type { LogLine, LogSentence } from './log-sentences.ts';

type Say = (line: LogLine) => string | LogSentence;

/** Chinese for the log's codes; what a code means stands at its `log` call in English. */
export const zhSentences: ReadonlyMap<string, Say> = new Map<string, Say>([
  ['listening', ({ port }) => `快回已启动，监听端口 ${String(port)}`],
  ['no_account', () => '还没有设置 WECHAT_TOKEN，暂时不能接入公众号'],
  ['stopping', () => '正在停止：先把手上的回答写完；再按一次 Ctrl-C 立即结束'],
  ['stopping_now', () => '立即结束'],
]);
