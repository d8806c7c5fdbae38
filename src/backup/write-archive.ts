import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, statSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack, type Pack } from 'tar-stream';
import { MANIFEST, type Manifest, type Member } from './manifest.ts';

/** A member with the file that holds it now. */
export interface MemberFile {
  readonly name: string;
  readonly path: string;
}

/** Describes a file as a member of a backup. */
export async function describeMember({ name, path }: MemberFile): Promise<Member> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return { name, bytes: statSync(path).size, sha256: hash.digest('hex') };
}

/** Writes a new file, its user's alone: a gzipped tar with the manifest first, then its members in their order. */
export async function writeArchive(
  file: string,
  manifest: Manifest,
  files: readonly MemberFile[],
  onBytes: (written: number) => void,
): Promise<void> {
  const archive = pack();
  const target = createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true });
  const written = pipeline(archive, createGzip(), target);
  const added = addAll(archive, manifest, files, onBytes).catch((error: unknown) =>
    archive.destroy(error as Error),
  );
  await written;
  await added;
}

async function addAll(
  archive: Pack,
  manifest: Manifest,
  files: readonly MemberFile[],
  onBytes: (written: number) => void,
): Promise<void> {
  const mtime = new Date(manifest.madeAt);
  archive.entry({ name: MANIFEST, mtime, mode: 0o600 }, `${JSON.stringify(manifest, null, 2)}\n`);
  let written = 0;
  for (const { name, path } of files) {
    const { size } = statSync(path);
    const entry = archive.entry({ name, mtime, size, mode: 0o600 });
    const source = createReadStream(path);
    source.on('data', (chunk) => onBytes((written += chunk.length)));
    await pipeline(source, entry);
  }
  archive.finalize();
}
