import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { Logger } from 'pino';
import type { DocumentRecord } from '../bases/document-record.ts';
import type { Documents } from '../bases/ports.ts';
import { MOST_FILE_BYTES } from './import-limits.ts';
import type { Complain } from './folder-complaints.ts';
import { hashOf, type DocumentReader } from './read-document.ts';
import { scanFolder, versionOf, type FolderScan, type FoundDocument } from './scan-folder.ts';

export interface FolderImportDeps {
  readonly folder: string;
  readonly base: string;
  readonly documents: Documents;
  readonly reader: DocumentReader;
  readonly log: Logger;
  readonly complain: Complain;
}

/** Brings a base to what its folder holds. */
export interface FolderImport {
  /** Looks at the folder and imports what changed, as long as `mayGoOn` says so. */
  run(mayGoOn: () => boolean): Promise<void>;
}

/** How many names a log line tells. */
const MOST_NAMED = 20;

/** Remembers what it saw, so that a file which stayed as it is costs one look at its dates. */
export function createFolderImport(deps: FolderImportDeps): FolderImport {
  const { folder, base, documents, reader, log, complain } = deps;
  /** The version of each file that the base holds. */
  const imported = new Map<string, string>();
  let before: ReadonlyMap<string, string> | undefined;
  let generation = -1;

  /** Says whether nothing changed since a run that had nothing left to do. */
  async function isUpToDate({ documents: found }: FolderScan): Promise<boolean> {
    const isSame =
      found.length === imported.size &&
      found.every(({ path, version }) => imported.get(path) === version);
    return isSame && (await documents.generation()) === generation;
  }

  /** Imports a file unless the base has it; says whether it is done with. */
  async function importFile(
    { path, realPath, version }: FoundDocument,
    record: DocumentRecord | undefined,
  ): Promise<'imported' | 'known' | 'changing'> {
    const read = await readScanned(realPath, version);
    if (read === undefined) return 'changing';
    if (record && read !== TOO_LARGE && (await hashOf(read)) === record.hash) return 'known';
    const result = await reader.read(read === TOO_LARGE ? realPath : read, path);
    // The file may have been written meanwhile, or be gone.
    if (versionOf(await stat(realPath)) !== version) return 'changing';
    if (record?.hash === result.document.hash && record.state === 'failed') return 'known';
    if (result.is === 'read') await documents.put(base, result.document);
    else {
      await documents.fail(base, result.document);
      const { zh, en } = result.document.problem;
      log.warn(
        { code: 'document_failed', folder, document: path, zh: `${path}：${zh}` },
        `${path}: ${en}`,
      );
    }
    return 'imported';
  }

  return {
    async run(mayGoOn) {
      const scan = await look();
      if (!scan) return;
      const versions = new Map(scan.documents.map(({ path, version }) => [path, version]));
      // A file whose dates changed since the last look may still be written; at the start it is taken as it is.
      const isSettled = ({ path, version }: FoundDocument) =>
        before === undefined || before.get(path) === version;
      const settled = scan.documents.filter(isSettled);
      before = versions;
      if (await isUpToDate(scan)) return;
      generation = -1;
      const records = new Map((await documents.list(base)).map((one) => [one.document, one]));
      if (versions.size === 0) {
        imported.clear();
        return complain(records.size > 0 ? 'documents_vanished' : 'no_documents');
      }
      const leftOut = [...scan.leftOut];
      const count = { imported: 0, removed: 0 };
      let isWhole = settled.length === scan.documents.length;
      for (const file of settled) {
        if (!mayGoOn()) return;
        const record = records.get(file.path);
        if (record && imported.get(file.path) === file.version) continue;
        try {
          const result = await importFile(file, record);
          if (result === 'changing') isWhole = false;
          else imported.set(file.path, file.version);
          if (result === 'imported') count.imported += 1;
        } catch (cause) {
          const { code } = cause as NodeJS.ErrnoException;
          if (code !== 'EACCES' && code !== 'ENOENT' && code !== 'EIO') throw cause;
          isWhole = false;
          if (code !== 'ENOENT') leftOut.push(`${file.path} (${code})`);
        }
      }
      const kept = new Set([...versions.keys(), ...scan.leftOut]);
      for (const name of records.keys()) {
        if (kept.has(name)) continue;
        if (!mayGoOn()) return;
        await documents.remove(base, name);
        count.removed += 1;
      }
      for (const path of imported.keys()) if (!versions.has(path)) imported.delete(path);
      if (isWhole) generation = await documents.generation();
      if (count.imported + count.removed > 0)
        log.info(
          {
            ...{ code: 'documents_imported', folder, ...count },
            zh: `${folder}：导入 ${count.imported} 个文档，删除 ${count.removed} 个`,
          },
          `${folder}: ${count.imported} documents imported, ${count.removed} removed`,
        );
      if (leftOut.length > 0)
        complain('documents_left_out', { leftOut: leftOut.slice(0, MOST_NAMED) });
      else complain(undefined);
    },
  };

  /** Returns what is in the folder; a folder that cannot be read is left alone. */
  async function look(): Promise<FolderScan | undefined> {
    try {
      return await scanFolder(folder);
    } catch (cause) {
      before = undefined;
      const { code } = cause as NodeJS.ErrnoException;
      const hasDocuments = (await documents.list(base)).length > 0;
      complain('documents_unreadable', { isMissing: code === 'ENOENT', hasDocuments });
      return undefined;
    }
  }
}

const TOO_LARGE = Symbol('too large');

/**
 * Reads the very file that was scanned, whatever its path leads to by now: a link that took the place of a folder may
 * lead out of ours, and a pipe would never end.
 */
async function readScanned(
  realPath: string,
  version: string,
): Promise<Uint8Array | typeof TOO_LARGE | undefined> {
  const file = await open(realPath, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const facts = await file.stat();
    if (versionOf(facts) !== version) return undefined;
    return facts.size > MOST_FILE_BYTES ? TOO_LARGE : await file.readFile();
  } finally {
    await file.close();
  }
}
