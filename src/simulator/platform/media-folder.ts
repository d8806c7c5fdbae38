import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { MediaKeeper, StoredMedium } from './media.ts';

/** Its type stands in the name, as letters that every file system takes. */
const NAME = /^([\w-]{43})\.([\w-]+)$/;

/** Keeps media as files in a folder that only this user can read. What cannot be written is kept in memory only. */
export function openMediaFolder(
  folder: string,
  { onProblem }: { readonly onProblem: (error: unknown) => void },
): MediaKeeper {
  const attempt = (work: () => void) => {
    try {
      work();
    } catch (error) {
      onProblem(error);
    }
  };
  const remove = (mediaId: string) => {
    for (const name of list(folder)) {
      if (name.startsWith(`${mediaId}.`)) attempt(() => rmSync(join(folder, name)));
    }
  };
  return {
    kept: readAll(folder),
    put: ({ mediaId, mimeType, bytes }) =>
      attempt(() => {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        chmodSync(folder, 0o700);
        const name = `${mediaId}.${Buffer.from(mimeType).toString('base64url')}`;
        writeFileSync(join(folder, name), bytes, { mode: 0o600 });
      }),
    remove,
  };
}

function readAll(folder: string): StoredMedium[] {
  return list(folder)
    .flatMap((name) => {
      const [, mediaId = '', type = ''] = NAME.exec(name) ?? [];
      if (mediaId === '') return [];
      const mimeType = Buffer.from(type, 'base64url').toString();
      try {
        const path = join(folder, name);
        return [{ mediaId, mimeType, bytes: readFileSync(path), at: statSync(path).mtimeMs }];
      } catch {
        return [];
      }
    })
    .sort((one, other) => one.at - other.at);
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
