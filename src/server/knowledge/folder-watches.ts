import type { FolderWatch } from '../../knowledge/import/watch-folder.ts';
import type { AccountBases } from './account-bases.ts';

type Folder = NonNullable<AccountBases['folder']>;

/** The folders of all accounts; one that several accounts name is watched once. */
export interface FolderWatches {
  /** Watches what an account names from now on, in place of what it named before. */
  set(account: string, folder: Folder | undefined): void;
  /** Resolves when every folder was read once. */
  scanned(): Promise<void>;
  stop(): Promise<void>;
}

export function createFolderWatches(
  watch: (folder: Folder) => Pick<FolderWatch, 'scanned' | 'stop'>,
): FolderWatches {
  const wanted = new Map<string, Folder>();
  const watches = new Map<string, Pick<FolderWatch, 'scanned' | 'stop'>>();
  const ending = new Set<Promise<void>>();
  let isStopped = false;

  const end = (base: string, running: Pick<FolderWatch, 'stop'>) => {
    watches.delete(base);
    const ended = running.stop().finally(() => ending.delete(ended));
    ending.add(ended);
  };
  const adjust = () => {
    const folders = new Map([...wanted.values()].map((folder) => [folder.base, folder]));
    for (const [base, running] of watches) if (!folders.has(base)) end(base, running);
    for (const [base, folder] of folders) if (!watches.has(base)) watches.set(base, watch(folder));
  };
  return {
    set(account, folder) {
      if (isStopped) return;
      if (folder) wanted.set(account, folder);
      else wanted.delete(account);
      adjust();
    },
    async scanned() {
      await Promise.all([...watches.values()].map((running) => running.scanned));
    },
    async stop() {
      isStopped = true;
      wanted.clear();
      adjust();
      await Promise.all(ending);
    },
  };
}
