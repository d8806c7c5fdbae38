import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { DocumentRecord } from '../../knowledge/bases/document-record.ts';
import type { Documents } from '../../knowledge/bases/ports.ts';
import { PROBLEMS } from '../../knowledge/import/import-problems.ts';
import { hashOf, type DocumentReader } from '../../knowledge/import/read-document.ts';
import { scanFolder } from '../../knowledge/import/scan-folder.ts';
import { KnowledgeError } from '../../knowledge/knowledge-error.ts';
import type { AddedFile } from './knowledge-desk.ts';
import { knowledgeTexts as texts } from './knowledge-texts.ts';

interface ImportDeps {
  readonly documents: Pick<Documents, 'find' | 'put' | 'fail'>;
  readonly reader: Pick<DocumentReader, 'read'>;
}

interface ImportRequest {
  readonly paths: readonly string[];
  readonly base: string;
  /** Where followers can open it; for one file. */
  readonly address: string | undefined;
  /** Hears which files of folders are no documents. */
  readonly onSkipped?: (names: readonly string[]) => void;
}

interface FoundFile {
  readonly path: string;
  readonly document: string;
}

/** What lies at a path, and what is too much of it. */
interface FoundFiles {
  readonly files: readonly FoundFile[];
  readonly leftOut: readonly string[];
  readonly skipped: readonly string[];
}

/** Takes files and folders into a base and tells each when it is done. Throws KnowledgeError before the first is read. */
export async function* importPaths(
  request: ImportRequest,
  deps: ImportDeps,
): AsyncGenerator<Omit<AddedFile, 'hosts'>> {
  const found: FoundFiles[] = [];
  for (const path of request.paths) found.push(await findFiles(path));
  for (const file of found.flatMap(({ files }) => files)) yield importFile(file, request, deps);
  for (const document of found.flatMap(({ leftOut }) => leftOut))
    yield { document, result: 'failed', passages: 0, isFaq: false, problem: PROBLEMS.tooMany };
  const skipped = found.flatMap((files) => files.skipped);
  if (skipped.length > 0) request.onSkipped?.(skipped);
}

/** A folder keeps its subfolders in the names. */
async function findFiles(path: string): Promise<FoundFiles> {
  try {
    if (!(await stat(path)).isDirectory())
      return { files: [{ path, document: basename(path) }], leftOut: [], skipped: [] };
    const { documents, leftOut, skipped } = await scanFolder(path);
    const files = documents.map(({ path: document, realPath }) => ({ path: realPath, document }));
    return { files, leftOut, skipped };
  } catch (cause) {
    // The system's words are in English, and would be taken for those of the store's folder.
    const { code, path: refused = path } = cause as NodeJS.ErrnoException;
    const isThere = code === 'EACCES' || code === 'EPERM';
    throw new KnowledgeError(isThere ? texts.mayNotRead(refused) : texts.noPath(path));
  }
}

/** Reads a file into a base, unless the base has it already. */
export async function importFile(
  { path, document }: FoundFile,
  { base, address }: Pick<ImportRequest, 'base' | 'address'>,
  { documents, reader }: ImportDeps,
): Promise<Omit<AddedFile, 'hosts'>> {
  const known = await documents.find(base, document);
  if (known?.state === 'ok' && isAddress(known, address) && (await isSame(path, known)))
    return toAdded(known, 'unchanged');
  const result = await reader.read(path, document);
  if (result.is === 'failed') {
    await documents.fail(base, result.document);
    const { problem } = result.document;
    return { document, result: 'failed', passages: 0, isFaq: false, problem };
  }
  const read = { ...result.document, ...(address !== undefined && { address }) };
  await documents.put(base, read);
  const { isFaq, problem, passages } = read;
  return {
    ...{ document, result: 'added', passages: passages.length, isFaq },
    ...(problem && { problem }),
  };
}

/** An address that is not given leaves the one that is known. */
function isAddress(known: DocumentRecord, address: string | undefined): boolean {
  return address === undefined || known.address === address;
}

async function isSame(path: string, { hash }: DocumentRecord): Promise<boolean> {
  const bytes = await readFile(path).catch(() => undefined);
  return bytes !== undefined && (await hashOf(bytes)) === hash;
}

function toAdded(
  { document, passages, isFaq, problem }: DocumentRecord,
  result: 'unchanged',
): Omit<AddedFile, 'hosts'> {
  return { document, result, passages, isFaq, ...(problem && { problem }) };
}
