import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from './database.ts';
import { isSqlite } from './sqlite-errors.ts';

/** What the thread is given. */
export interface VacuumTask {
  readonly file: string;
  readonly copy: string;
}

const BUSY_TIMEOUT_MS = 2000;

/** What it answers when SQLite refused: an error of the driver would come out of the thread without its class. */
export interface VacuumFailure {
  readonly code: string;
  readonly message: string;
}

/** The entry of the thread that copies a database. */
function vacuum({ file, copy }: VacuumTask): void {
  const database = openDatabase(file, BUSY_TIMEOUT_MS);
  try {
    // A reader of one moment; in WAL mode no writer waits for it.
    database.prepare('VACUUM INTO :copy').run({ copy });
  } finally {
    database.close();
  }
}

try {
  vacuum(workerData as VacuumTask);
} catch (error) {
  if (!isSqlite(error)) throw error;
  const { code, message } = error;
  parentPort?.postMessage({ code, message } satisfies VacuumFailure);
}
