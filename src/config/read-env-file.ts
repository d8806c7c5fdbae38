import { readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import type { Sentence } from '../runtime/sentence.ts';
import { decodeEnvBytes } from './decode-env-bytes.ts';
import { splitEnvEntries, type EnvEntry } from './env-entries.ts';
import { envFileTexts as texts } from './env-file-texts.ts';

/** A settings file, or why it could not be read. */
export type EnvFile =
  | { readonly is: 'missing' }
  | { readonly is: 'unreadable'; readonly problem: Sentence }
  | {
      readonly is: 'read';
      readonly entries: readonly EnvEntry[];
      readonly note: Sentence | undefined;
    };

/** Reads a settings file in any encoding that allows only one reading. */
export function readEnvFile(path: string): EnvFile {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const { code = 'EIO' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { is: 'missing' };
    const problem =
      code === 'EISDIR'
        ? texts.isFolder(path)
        : code === 'EACCES' || code === 'EPERM'
          ? texts.forbidden(path, ownerOf(path), nameOfUser())
          : texts.failed(path, code);
    return { is: 'unreadable', problem };
  }
  const decoded = decodeEnvBytes(bytes);
  if ('unreadable' in decoded)
    return {
      is: 'unreadable',
      problem:
        decoded.unreadable === 'NUL bytes' ? texts.nulBytes(path) : texts.unknownEncoding(path),
    };
  const { text, encoding } = decoded;
  return {
    is: 'read',
    entries: splitEnvEntries(text),
    note: encoding === 'UTF-8' ? undefined : texts.otherEncoding(path, encoding),
  };
}

/** Returns the owner of a file, which the system often tells even if the file itself is unreadable. */
function ownerOf(path: string): string {
  try {
    const { uid } = statSync(path);
    return nameFromPasswd(uid) ?? `uid ${uid}`;
  } catch {
    return '?';
  }
}

function nameFromPasswd(uid: number): string | undefined {
  try {
    const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
    return lines.find((line) => line.split(':')[2] === String(uid))?.split(':')[0];
  } catch {
    return undefined;
  }
}

/** Returns the name of this user. In containers, users may have none. */
function nameOfUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? '?'}`;
  }
}
