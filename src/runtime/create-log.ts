import { pino, type Logger, type LoggerOptions } from 'pino';
import type { LogTap } from './log-tap.ts';
import type { AdviceLanguage } from './sentence.ts';

/** The least severity of a line that is written; `silent` writes none. */
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

/**
 * Creates the log on stdout: lines for a person on a terminal, JSON elsewhere. It goes through Node's own stream, into
 * which PM2 puts its `write` in cluster mode. pino's usual destination hands each write to another thread, and copies
 * the waiting text once for every new line.
 */
export async function createLog(
  level: LogLevel,
  output: NodeJS.WriteStream,
  language: AdviceLanguage,
  /** Sees each line that is written, whatever becomes of it. */
  tap?: LogTap,
): Promise<Logger> {
  const hooks: LoggerOptions['hooks'] = tap
    ? {
        logMethod(words, write, severity) {
          tap.see(words, severity, this);
          write.apply(this, words);
        },
      }
    : {};
  // A full disk, or a reader that has gone, does not stop answers. It costs the log until the next start.
  output.on('error', () => {});
  // Programs read the code of a line and the English sentence.
  const forPrograms = { zh: () => undefined, adviceZh: () => undefined };
  if (!output.isTTY) return pino({ level, hooks, serializers: forPrograms }, output);
  // Loaded for a terminal only, because it brings 13 packages.
  const { createReadableLog } = await import('./readable-log.ts');
  return pino(
    { level, hooks },
    createReadableLog(output, { language, isColoured: output.hasColors() }),
  );
}
