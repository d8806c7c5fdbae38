import { mkdtempSync, rmSync } from 'node:fs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Makes a new folder whose path begins with `prefix`, for as long as the work in it takes. It is gone afterwards, also
 * when a signal ends the process: half a copy holds what followers wrote.
 */
export async function withWorkFolder<Result>(
  prefix: string,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  let folder: string | undefined;
  const remove = () => {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  const end = (signal: NodeJS.Signals) => {
    remove();
    stopListening();
    process.kill(process.pid, signal);
  };
  const stopListening = () => SIGNALS.forEach((signal) => process.off(signal, end));
  // Before there is a folder: a signal in between would leave it.
  SIGNALS.forEach((signal) => process.on(signal, end));
  try {
    folder = mkdtempSync(prefix);
    return await work(folder);
  } finally {
    stopListening();
    remove();
  }
}
