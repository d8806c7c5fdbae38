import { prettyFactory } from 'pino-pretty';
import type { AdviceLanguage } from './sentence.ts';

/** A line of the log as pino makes it. */
interface LogLine {
  readonly level: number;
  readonly msg: string;
  /** The sentence in Chinese, for the terminal alone. */
  readonly zh?: string;
  /** What the deployer can do about it. */
  readonly advice?: string;
  readonly adviceZh?: string;
  readonly err?: { readonly message?: string; readonly stack?: string };
}

/** The destination of lines, such as stdout. */
export interface LineOutput {
  write(text: string): unknown;
}

const ERROR_LEVEL = 50;
const INFO_LEVEL = 30;

/**
 * Creates a destination for pino that writes lines for a person: local time, level, one sentence in the person's
 * language, and below it what to do. It is synchronous, so that the last line before an exit is not lost.
 */
export function createReadableLog(
  output: LineOutput,
  { language, isColoured }: { readonly language: AdviceLanguage; readonly isColoured: boolean },
): LineOutput {
  const format = prettyFactory({
    colorize: isColoured,
    translateTime: 'SYS:HH:MM:ss',
    // Other fields are for programs, or part of the sentence. Below info, `listFields` shows them.
    include: 'level,time',
    messageFormat: (written) => {
      const line = written as unknown as LogLine;
      const isChinese = language === 'zh';
      const advice = (isChinese ? line.adviceZh : undefined) ?? line.advice;
      const below = [advice, explainError(line), listFields(line)].filter(
        (text) => text !== undefined,
      );
      const sentence = (isChinese ? line.zh : undefined) ?? line.msg;
      return [sentence, ...below.map((text) => indent(text))].join('\n');
    },
  });
  return { write: (line) => output.write(format(line)) };
}

function explainError({ err, level }: LogLine): string | undefined {
  return level >= ERROR_LEVEL ? (err?.stack ?? err?.message) : err?.message;
}

/** Returns the fields of a line at debug or trace, such as what a provider said. Lines at info and above show none. */
function listFields(line: LogLine): string | undefined {
  if (line.level >= INFO_LEVEL) return undefined;
  const fields = Object.entries(line).filter(([name]) => !SHOWN_OTHERWISE.has(name));
  return fields.length === 0 ? undefined : JSON.stringify(Object.fromEntries(fields));
}

const SHOWN_OTHERWISE: ReadonlySet<string> = new Set([
  ...['level', 'time', 'pid', 'hostname', 'msg', 'zh', 'advice', 'adviceZh', 'err'],
]);

function indent(text: string): string {
  return text.replace(/^/gm, '         ');
}
