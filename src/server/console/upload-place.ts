import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { SentFile } from '../../console/knowledge/knowledge-desk.ts';
import { MOST_FILE_BYTES } from '../../knowledge/import/import-limits.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import type { Store } from '../../store/store.ts';
import { refusals } from './knowledge-refusals.ts';

const MOST_AT_ONCE = 2;
const RETRY_AFTER_SECONDS = 5;

/** Where files wait on the disk while they are taken in, each under a name of ours. */
export interface UploadPlace {
  /** Has the file used while it lies at a path, and deletes it whatever comes of that. Throws ConsoleError. */
  receive<Result>(file: SentFile, use: (path: string) => Promise<Result>): Promise<Result>;
}

/** Opens the folder of this process, and deletes what processes left that died. */
export function openUploadPlace(
  dataDir: string,
  {
    newId,
    background,
    processes,
  }: Pick<Runtime, 'newId' | 'background'> & Pick<Store, 'processes'>,
): UploadPlace {
  const all = join(dataDir, 'uploads');
  const own = join(all, processes.me);
  let underWay = 0;
  background.run('delete left uploads', () => deleteLeftovers(all, processes));

  return {
    async receive(file, use) {
      if (file.bytes !== undefined && file.bytes > MOST_FILE_BYTES) throw refusals.tooLarge();
      if (underWay >= MOST_AT_ONCE) throw refusals.tooMany(RETRY_AFTER_SECONDS);
      underWay += 1;
      const path = join(own, newId());
      try {
        await mkdir(own, { recursive: true, mode: 0o700 });
        await write(file, path);
        return await use(path);
      } finally {
        underWay -= 1;
        await rm(path, { force: true });
      }
    },
  };
}

async function write({ body, signal }: SentFile, path: string): Promise<void> {
  let bytes = 0;
  const bounded = new Transform({
    transform(piece: Buffer, _encoding, pass) {
      bytes += piece.length;
      if (bytes > MOST_FILE_BYTES) pass(refusals.tooLarge());
      else pass(null, piece);
    },
  });
  // A refusal is answered on the connection of the body, which must not be destroyed with the file.
  body.pipe(bounded);
  const breakOff = () => bounded.destroy(refusals.brokenOff());
  body.once('error', breakOff);
  try {
    await pipeline(bounded, createWriteStream(path, { mode: 0o600, flags: 'wx' }), { signal });
  } catch (error) {
    throw signal.aborted ? refusals.brokenOff() : error;
  } finally {
    body.off('error', breakOff);
    body.unpipe(bounded);
    body.resume();
  }
}

/** Other processes may use the same folder; a process that lives keeps its files. */
async function deleteLeftovers(all: string, processes: Store['processes']): Promise<void> {
  const names = await readdir(all).catch(() => []);
  if (names.length === 0) return;
  const kept = new Set([processes.me, ...(await processes.living()).map(({ id }) => id)]);
  for (const name of names)
    if (!kept.has(name)) await rm(join(all, name), { recursive: true, force: true });
}
