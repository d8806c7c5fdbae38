import { existsSync, statSync } from 'node:fs';
import { startThread } from '../../runtime/start-thread.ts';
import type { VacuumFailure, VacuumTask } from './vacuum-worker.ts';

const LOOKS_EVERY_MS = 200;

/** Copies everything into a new file, in one read transaction, and tells how long the file is meanwhile. */
export async function vacuumInto(
  file: string,
  copy: string,
  onBytes: (bytes: number) => void = () => {},
): Promise<void> {
  const look = setInterval(() => onBytes(sizeOf(copy)), LOOKS_EVERY_MS);
  try {
    // SQLite copies in one call, during which its thread does nothing else.
    const thread = startThread(import.meta.url, 'vacuum-worker', {
      workerData: { file, copy } satisfies VacuumTask,
      name: 'vacuum',
    });
    await new Promise<void>((resolve, reject) => {
      thread.on('message', ({ code, message }: VacuumFailure) =>
        reject(Object.assign(new Error(message), { code })),
      );
      thread.on('error', reject);
      thread.on('exit', () => resolve());
    });
  } finally {
    clearInterval(look);
  }
}

/** Returns the length of a database with its log; 0 for one that is not there. */
export function sizeOf(file: string): number {
  return [file, `${file}-wal`]
    .filter((one) => existsSync(one))
    .reduce((sum, one) => sum + statSync(one).size, 0);
}
