import type { AdviceLanguage } from '../diagnosis/setup-texts.ts';
import { zhSentences } from './log-sentences-zh.ts';

/** A line of the log as pino made it. */
export interface LogLine {
  readonly msg: string;
  /** Stable, for programs and for the other language; absent on lines that are for developers. */
  readonly code?: string;
  /** What the deployer can do about it, in English. */
  readonly advice?: string;
  readonly [field: string]: unknown;
}

/** A line for a person. */
export interface LogSentence {
  readonly sentence: string;
  readonly advice?: string | undefined;
}

/** Says a line in the language; one that has no sentence in it yet stays English. */
export function sayLogLine(line: LogLine, language: AdviceLanguage): LogSentence {
  const said = language === 'zh' && line.code !== undefined && zhSentences.get(line.code)?.(line);
  if (said) return typeof said === 'string' ? { sentence: said } : said;
  return { sentence: line.msg, advice: line.advice };
}
