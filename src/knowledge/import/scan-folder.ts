import type { Stats } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { isDocument } from './choose-format.ts';
import { MOST_DOCUMENTS_IN_A_FOLDER } from './import-limits.ts';

/** A document found in the folder. */
export interface FoundDocument {
  /** Relative to the folder, with slashes. */
  readonly path: string;
  /** Where it really is; always inside the folder. */
  readonly realPath: string;
  /** Differs when the file was changed. */
  readonly version: string;
}

/** What lies in a folder, and what was left out because it is too much. */
export interface FolderScan {
  readonly documents: readonly FoundDocument[];
  readonly leftOut: readonly string[];
  /** Files that are no documents, such as pictures. */
  readonly skipped: readonly string[];
}

const DEEPEST = 8;
/** A folder of something else may hold millions. */
const MOST_SKIPPED = 10_000;

/** Office programs put such a file beside one that is open. */
const LOCK_FILE = /^~\$/;

/**
 * Finds the documents of a folder, in the order of their paths. Hidden files are skipped, and links that lead out of the
 * folder. Throws what the file system throws when the folder itself cannot be read.
 */
export async function scanFolder(folder: string): Promise<FolderScan> {
  const root = await realpath(folder);
  const documents = new Map<string, FoundDocument>(); // By the real path: a link must not show a file twice.
  const leftOut: string[] = [];
  const skipped: string[] = [];

  async function walk(directory: string, depth: number): Promise<void> {
    const entries = await readdir(directory, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith('.') || LOCK_FILE.test(entry.name)) continue;
      const place = path.join(directory, entry.name);
      if (entry.isDirectory() && depth < DEEPEST) await walk(place, depth + 1);
      else if (isDocument(entry.name) && !entry.isDirectory())
        await consider(place, entry.isSymbolicLink()).catch(ignoreVanished);
      else if (entry.isFile() && skipped.length < MOST_SKIPPED) skipped.push(entry.name);
    }
  }
  async function consider(place: string, isLink: boolean): Promise<void> {
    const realPath = isLink ? await realpath(place) : place;
    if (!realPath.startsWith(root + path.sep) || documents.has(realPath)) return;
    const file = await stat(realPath);
    if (!file.isFile()) return;
    const relative = path.relative(root, place).replaceAll(path.sep, '/');
    if (documents.size >= MOST_DOCUMENTS_IN_A_FOLDER) {
      leftOut.push(relative);
      return;
    }
    const version = versionOf(file);
    documents.set(realPath, { path: relative, realPath, version });
  }
  await walk(root, 0);
  return { documents: [...documents.values()], leftOut, skipped };
}

/** Tells a file from what it was before, without reading it. */
export function versionOf({
  dev,
  ino,
  mtimeMs,
  ctimeMs,
  size,
}: Pick<Stats, 'dev' | 'ino' | 'mtimeMs' | 'ctimeMs' | 'size'>): string {
  return `${dev} ${ino} ${mtimeMs} ${ctimeMs} ${size}`;
}

/** A file may be replaced while we look; the next scan finds it. */
function ignoreVanished(cause: unknown): void {
  const code = (cause as NodeJS.ErrnoException).code;
  if (code !== 'ENOENT' && code !== 'EACCES' && code !== 'ELOOP') throw cause;
}
