import { pino, type Logger } from 'pino';
import type { Config } from './config.ts';

/**
 * The log on stdout, through Node's own stream, in which PM2 puts its `write` in cluster mode. pino's usual destination
 * hands each write to another thread, and copies what waits for it once for every new line.
 */
export function createLog(level: Config['logLevel']): Logger {
  // A full disk, or a reader that has gone, is no reason to stop answering. What it costs is the log until the next start.
  process.stdout.on('error', () => {});
  return pino({ level }, process.stdout);
}
