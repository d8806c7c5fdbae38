import { setImmediate } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { searchArchive, type ArchiveSearch, type ArchiveSearchResult } from './archive-search.ts';
import { openDatabase } from './database.ts';

/** What the thread is asked. */
export type ArchiveRequest = { readonly id: number; readonly search: ArchiveSearch } | 'close';

/** What it answers; a failure is told without words of SQLite's, which may quote a text. */
export type ArchiveReply =
  | { readonly id: number; readonly result: ArchiveSearchResult }
  | { readonly id: number; readonly failed: string };

/** Less than the main connection has: what is read here is read once. */
const CACHE_KIB = 4 * 1024;
const BUSY_TIMEOUT_MS = 1_000;

/** The entry of the thread that looks for texts over a connection that cannot write. */
function serve(port: NonNullable<typeof parentPort>, file: string): void {
  const database = openDatabase(file, BUSY_TIMEOUT_MS);
  database.exec('PRAGMA query_only = ON');
  database.exec(`PRAGMA cache_size = -${CACHE_KIB}`);
  const clock = { now: () => performance.now(), pause: () => setImmediate(undefined) };

  const answer = async (id: number, search: ArchiveSearch): Promise<ArchiveReply> => {
    try {
      return { id, result: await searchArchive(database, search, clock) };
    } catch (error) {
      return { id, failed: (error as { readonly code?: string }).code ?? 'unknown' };
    }
  };
  // Searches that are under way share the thread step by step.
  const running = new Set<Promise<void>>();
  port.on('message', (request: ArchiveRequest) => {
    if (request === 'close') {
      port.removeAllListeners('message');
      void Promise.allSettled(running).then(() => {
        database.close();
        port.close();
      });
      return;
    }
    const work = answer(request.id, request.search).then((reply) => port.postMessage(reply));
    running.add(work);
    void work.finally(() => running.delete(work));
  });
}

if (parentPort) serve(parentPort, (workerData as { readonly file: string }).file);
