import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract, type Entry } from 'tar-stream';
import { BackupError } from './backup-error.ts';
import { backupTexts as texts } from './backup-texts.ts';
import { MANIFEST, parseManifest, type Manifest, type Member } from './manifest.ts';

const LONGEST_MANIFEST = 256 * 1024;
/** What a file may hold that is no member: the manifest, headers, and zeros that fill it up. More would be held in memory. */
const MOST_BESIDE_MEMBERS = 1024 ** 2;
/** What the disk needs beside the files of the backup. */
const SPARE_BYTES = 64 * 1024 ** 2;

/**
 * Writes the members of a backup into an empty folder and returns its manifest. Each has to be a plain file that the
 * manifest names, of the length and with the hash that stand there: a link, a path or anything else throws BackupError.
 */
export async function readArchive(
  file: string,
  folder: string,
  onBytes: (written: number, total: number) => void,
): Promise<Manifest> {
  const archive = extract();
  const watch = watchUnpacked();
  const unpacked = pipeline(createReadStream(file), createGunzip(), watch.stream, archive);
  // A failure of the pipeline ends the loop below as well, and is told by it.
  unpacked.catch(() => {});
  try {
    const manifest = await readEntries(archive, folder, (...progress) => {
      watch.memberCame();
      onBytes(...progress);
    });
    await unpacked;
    return manifest;
  } catch (error) {
    archive.destroy();
    throw isBroken(error) ? new BackupError(texts.damaged(), { cause: error }) : error;
  }
}

async function readEntries(
  archive: AsyncIterable<Entry>,
  folder: string,
  onBytes: (written: number, total: number) => void,
): Promise<Manifest> {
  let manifest: Manifest | undefined;
  const missing = new Map<string, Member>();
  let [done, total] = [0, 0];
  for await (const entry of archive) {
    const { name, type, size = 0 } = entry.header;
    if (type !== 'file') throw new BackupError(texts.forged(name));
    if (manifest === undefined) {
      if (name !== MANIFEST || size > LONGEST_MANIFEST) throw new BackupError(texts.noBackup());
      manifest = parseManifest((await buffer(entry as Readable)).toString('utf8'));
      for (const member of manifest.members) missing.set(member.name, member);
      total = manifest.members.reduce((sum, { bytes }) => sum + bytes, 0);
      requireSpace(folder, total);
      continue;
    }
    const member = missing.get(name);
    // The name is one of the few that a manifest may list, so it is no path.
    if (member === undefined || member.bytes !== size) throw new BackupError(texts.forged(name));
    missing.delete(name);
    const sha256 = await unpack(entry, join(folder, name), (bytes) =>
      onBytes((done += bytes), total),
    );
    if (sha256 !== member.sha256) throw new BackupError(texts.damaged());
  }
  if (manifest === undefined) throw new BackupError(texts.noBackup());
  if (missing.size > 0) throw new BackupError(texts.damaged());
  return manifest;
}

/** Passes on what gzip holds, until too much of it comes without a byte of a member. */
function watchUnpacked() {
  let beside = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      beside += chunk.length;
      if (beside > MOST_BESIDE_MEMBERS) done(new BackupError(texts.noBackup()));
      else done(null, chunk);
    },
  });
  return { stream, memberCame: () => (beside = 0) };
}

async function unpack(
  entry: Readable,
  path: string,
  onBytes: (bytes: number) => void,
): Promise<string> {
  const hash = createHash('sha256');
  entry.on('data', (chunk: Buffer) => {
    hash.update(chunk);
    onBytes(chunk.length);
  });
  await pipeline(entry, createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }));
  return hash.digest('hex');
}

function requireSpace(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < bytes + SPARE_BYTES) throw new BackupError(texts.noSpace(bytes));
}

/** Tells that zlib or the reader of tar could not make sense of the bytes. */
function isBroken(error: unknown): boolean {
  const { code = '', message = '' } = (error ?? {}) as NodeJS.ErrnoException;
  return code.startsWith('Z_') || /tar|end of data|premature/i.test(message);
}
