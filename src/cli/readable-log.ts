import { prettyFactory } from 'pino-pretty';
import type { AdviceLanguage } from '../diagnosis/setup-texts.ts';
import { sayLogLine, type LogLine } from './log-sentences.ts';

/** Where lines end up, such as stdout. */
export interface LineOutput {
  write(text: string): unknown;
}

const ERROR_LEVEL = 50;

/**
 * A destination for pino that writes lines for a person: local time, level, one sentence in the person's language, and
 * below it what to do. Synchronous, so that the last line before an exit is not lost.
 */
export function createReadableLog(
  output: LineOutput,
  { language, isColoured }: { readonly language: AdviceLanguage; readonly isColoured: boolean },
): LineOutput {
  const format = prettyFactory({
    colorize: isColoured,
    translateTime: 'SYS:HH:MM:ss',
    // Everything else of a line is for programs, or part of its sentence.
    include: 'level,time',
    messageFormat: (line) => {
      const { sentence, advice } = sayLogLine(line as unknown as LogLine, language);
      const below = [advice, explainError(line)].filter((text) => text !== undefined);
      return [sentence, ...below.map((text) => indent(text))].join('\n');
    },
  });
  return { write: (line) => output.write(format(line)) };
}

function explainError(line: Record<string, unknown>): string | undefined {
  const { err, level } = line as { err?: { message?: string; stack?: string }; level: number };
  return level >= ERROR_LEVEL ? (err?.stack ?? err?.message) : err?.message;
}

function indent(text: string): string {
  return text.replace(/^/gm, '         ');
}
