import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';

/** A document found in the folder. */
interface FoundDocument {
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
}

const MOST_DOCUMENTS = 2_000;
const MOST_DOCUMENT_BYTES = 1_000_000;
const MOST_BYTES = 32_000_000;
const DEEPEST = 8;

/**
 * Finds the *.md and *.txt files of a folder, in the order of their paths. Hidden files are skipped, and links that lead
 * out of the folder. Throws what the file system throws when the folder itself cannot be read.
 */
export async function scanFolder(folder: string): Promise<FolderScan> {
  const root = await realpath(folder);
  const documents = new Map<string, FoundDocument>(); // By the real path: a link must not show a file twice.
  const leftOut: string[] = [];
  let bytes = 0;

  async function walk(directory: string, depth: number): Promise<void> {
    const entries = await readdir(directory, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith('.')) continue;
      const place = path.join(directory, entry.name);
      if (entry.isDirectory() && depth < DEEPEST) await walk(place, depth + 1);
      else if (/\.(?:md|txt)$/i.test(entry.name)) await consider(place).catch(ignoreVanished);
    }
  }
  async function consider(place: string): Promise<void> {
    const realPath = await realpath(place);
    if (!realPath.startsWith(root + path.sep) || documents.has(realPath)) return;
    const file = await stat(realPath);
    if (!file.isFile()) return;
    const { mtimeMs, ctimeMs, size } = file;
    const relative = path.relative(root, place).replaceAll(path.sep, '/');
    if (
      documents.size >= MOST_DOCUMENTS ||
      size > MOST_DOCUMENT_BYTES ||
      bytes + size > MOST_BYTES
    ) {
      leftOut.push(relative);
      return;
    }
    bytes += size;
    const version = `${mtimeMs} ${ctimeMs} ${size}`;
    documents.set(realPath, { path: relative, realPath, version });
  }
  await walk(root, 0);
  return { documents: [...documents.values()], leftOut };
}

/** A file may be replaced while we look; the next scan finds it. */
function ignoreVanished(cause: unknown): void {
  const code = (cause as NodeJS.ErrnoException).code;
  if (code !== 'ENOENT' && code !== 'EACCES' && code !== 'ELOOP') throw cause;
}
