import type { LogLine } from '../../../../console/log/log-contract.ts';

/** Which lines a person wants to see. */
export interface LogFilter {
  readonly level: 'info' | 'warn' | 'error';
  readonly words: string;
  /** Lines about no account are shown with any. */
  readonly account: string | undefined;
}

const ORDER: readonly LogLine['level'][] = ['info', 'warn', 'error', 'fatal'];

/** Says whether a line fits the filter; words are looked for in both languages. */
export function isShown(line: LogLine, { level, words, account }: LogFilter): boolean {
  if (ORDER.indexOf(line.level) < ORDER.indexOf(level)) return false;
  if (account !== undefined && line.account !== undefined && line.account !== account) return false;
  const { msg, zh, code, error } = line;
  const text = [msg, zh, code, error?.name, error?.message].join('\n').toLowerCase();
  return text.includes(words.trim().toLowerCase());
}
