import type { Logger } from 'pino';
import type { Clock } from '../../runtime/clock.ts';
import type { StoredDocuments } from '../bases/documents.ts';
import { createFolderComplaints } from './folder-complaints.ts';
import { createFolderImport } from './import-folder.ts';
import { LEASE_MS, type ImportLease } from './import-lease.ts';
import type { DocumentReader } from './read-document.ts';

/** A folder that is imported into its base for as long as it is watched. */
export interface FolderWatch {
  /** Resolves when the folder was read once: by this process, or another one does it. */
  readonly scanned: Promise<void>;
  /** Resolves when the look that is under way is over. */
  looked(): Promise<void>;
  /** Ends after the file that is being read; a reader that is closed before gives up that one. */
  stop(): Promise<void>;
}

const LOOK_EVERY_MS = 2_000;
/** A large folder is looked at less often, so that looking takes a tenth of the time at most. */
const REST = 9;
const RENEW_EVERY_MS = LEASE_MS / 3;

/**
 * Watches a folder from now on. Of all processes that watch it one imports what changed, and another goes on when that
 * one is gone. A folder that cannot be read or is suddenly empty leaves its base as it is.
 */
export function watchFolder({
  folder,
  base,
  documents,
  reader,
  lease,
  clock,
  log,
}: {
  readonly folder: string;
  readonly base: string;
  readonly documents: StoredDocuments;
  readonly reader: DocumentReader;
  readonly lease: ImportLease;
  readonly clock: Clock;
  readonly log: Logger;
}): FolderWatch {
  const complain = createFolderComplaints(folder, log);
  const folderImport = createFolderImport({ folder, base, documents, reader, log, complain });
  let isStopped = false;
  let isFirst = true;
  let cancelNext = () => {};

  async function importWhileHeld(): Promise<void> {
    if (!(await lease.take(base))) return;
    let isHeld = true;
    let isOver = false;
    let cancel = () => {};
    const renewLater = () => {
      cancel = clock.after(RENEW_EVERY_MS, () => void renew());
    };
    const renew = async () => {
      isHeld = await lease.take(base).catch(() => false);
      if (isHeld && !isOver) renewLater();
    };
    renewLater();
    try {
      await folderImport.run(() => isHeld && !isStopped);
      if (isFirst && !isStopped) await documents.deleteOrphans(base);
      isFirst = false;
    } finally {
      isOver = true;
      cancel();
    }
  }
  async function look(): Promise<void> {
    const from = clock.now();
    try {
      await importWhileHeld();
    } catch (cause) {
      if (!isStopped) complain('documents_not_imported', { err: cause });
    }
    if (isStopped) return;
    const rest = Math.max(LOOK_EVERY_MS, REST * (clock.now() - from));
    cancelNext = clock.after(rest, () => {
      current = look();
    });
  }

  const scanned = look();
  let current = scanned;
  return {
    scanned,
    looked: () => current,
    async stop() {
      isStopped = true;
      cancelNext();
      await current;
      // Without it another process goes on when the lease ends.
      await lease.release(base).catch(() => {});
    },
  };
}
