import { pino, type Logger } from 'pino';

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly msg: string;
}

/** A logger, and what it was told from level info on; `raw` is all of it as one text. */
export function createLogLines(): {
  readonly log: Logger;
  readonly lines: readonly LogLine[];
  raw(): string;
} {
  const written: string[] = [];
  const lines: LogLine[] = [];
  const log = pino(
    { level: 'info', base: null, formatters: { level: (level) => ({ level }) } },
    {
      write(line: string) {
        written.push(line);
        lines.push(JSON.parse(line) as LogLine);
      },
    },
  );
  return { log, lines, raw: () => written.join('') };
}
