import type { Logger } from 'pino';
import type { Documents } from '../../knowledge/bases/ports.ts';
import type { DocumentReader } from '../../knowledge/import/read-document.ts';
import { scanFolder } from '../../knowledge/import/scan-folder.ts';
import type { Clock } from '../../runtime/clock.ts';
import { StoreUnavailableError } from '../../runtime/store-unavailable-error.ts';
import type { AccountBases } from './account-bases.ts';
import type { FolderWatch } from './folder-watches.ts';
import { importFile } from './import-paths.ts';

interface PollDeps {
  readonly documents: Documents;
  readonly reader: Pick<DocumentReader, 'read'>;
  readonly clock: Clock;
  readonly log: Logger;
}

const LOOK_EVERY_MS = 2_000;

/** Keeps a base equal to a folder by looking at it again and again. */
export function pollFolder(
  { path: folder, base }: NonNullable<AccountBases['folder']>,
  deps: PollDeps,
): FolderWatch {
  const { documents, clock, log } = deps;
  const seen = new Map<string, string>();
  let isStopped = false;
  let wake = () => {};
  let complaint: string | undefined;

  const look = async () => {
    const { documents: found } = await scanFolder(folder);
    const names = new Set(found.map(({ path }) => path));
    for (const { path: document, realPath, version } of found) {
      if (isStopped) return;
      if (seen.get(document) === version) continue;
      await importFile({ path: realPath, document }, { base, address: undefined }, deps);
      seen.set(document, version);
    }
    for (const { document } of await documents.list(base))
      if (!names.has(document)) await documents.remove(base, document);
    for (const document of seen.keys()) if (!names.has(document)) seen.delete(document);
    complaint = undefined;
  };
  const lookOnce = () =>
    look().catch((error: unknown) => {
      if (isStopped || error instanceof StoreUnavailableError) return;
      const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
      if (code !== complaint)
        log.warn(
          { code: 'documents_unreadable', folder, err: error, zh: 'KNOWLEDGE_DIR 读不了' },
          'KNOWLEDGE_DIR could not be read',
        );
      complaint = code;
    });
  const scanned = lookOnce();
  const ended = (async () => {
    await scanned;
    while (!isStopped) {
      await new Promise<void>((resolve) => {
        const cancel = clock.after(LOOK_EVERY_MS, resolve);
        wake = () => {
          cancel();
          resolve();
        };
      });
      if (!isStopped) await lookOnce();
    }
  })();
  return {
    scanned,
    async stop() {
      isStopped = true;
      wake();
      await ended;
    },
  };
}
