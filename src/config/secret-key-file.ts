import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { commandLine } from './command-line.ts';
import { KuaihuiError } from '../runtime/errors.ts';
import type { Sentence } from '../runtime/sentence.ts';

const KEY_BYTES = 32;
/** 32 bytes in base64. */
const KEY_LINE = /^[A-Za-z0-9+/]{43}=$/;

/** Tells that DATA_DIR/secret.key cannot be used, and never what it holds. */
export class SecretKeyFileError extends KuaihuiError {
  override readonly name = 'SecretKeyFileError';
  readonly code = 'secret_key_file';
}

/** Returns the keys of the file, newest first; none without a file. */
export function readKeyFile(dataDir: string): readonly Buffer[] {
  const path = fileIn(dataDir);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new SecretKeyFileError(unreadable(path), { cause });
  }
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  if (lines.length === 0 || !lines.every((line) => KEY_LINE.test(line)))
    throw new SecretKeyFileError(damaged(path));
  return lines.map((line) => Buffer.from(line, 'base64'));
}

/** Returns the keys of the file, which it creates with a random key if there is none. */
export function ensureKeyFile(dataDir: string): readonly Buffer[] {
  const known = readKeyFile(dataDir);
  if (known.length > 0) return known;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const draft = writeDraft(dataDir, [randomBytes(KEY_BYTES)]);
  try {
    // If several processes create it concurrently, all use the first one's key.
    linkSync(draft, fileIn(dataDir));
  } catch (cause) {
    const winner = readKeyFile(dataDir);
    if (winner.length > 0) return winner;
    throw new SecretKeyFileError(notCreated(fileIn(dataDir)), { cause });
  } finally {
    rmSync(draft, { force: true });
  }
  return readKeyFile(dataDir);
}

/** Puts a new random key before the others. Only one process may do so at a time. */
export function addKeyToFile(dataDir: string): void {
  replaceFile(dataDir, [randomBytes(KEY_BYTES), ...readKeyFile(dataDir)]);
}

/** Drops every key but the newest. Only one process may do so at a time. */
export function keepNewestKeyInFile(dataDir: string): void {
  replaceFile(dataDir, readKeyFile(dataDir).slice(0, 1));
}

function replaceFile(dataDir: string, keys: readonly Buffer[]): void {
  renameSync(writeDraft(dataDir, keys), fileIn(dataDir));
}

/** Writes a file that is on the disk before it gets its name: a lost key loses every secret. */
function writeDraft(dataDir: string, keys: readonly Buffer[]): string {
  const draft = `${fileIn(dataDir)}.${randomBytes(4).toString('hex')}`;
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeSync(file, keys.map((key) => `${key.toString('base64')}\n`).join(''));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return draft;
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'secret.key');
}

function unreadable(path: string): Sentence {
  return {
    en: `${path} cannot be read by this user, and without it the secrets of the accounts stay closed. Give it to the user who runs Kuaihui.`,
    zh: `当前用户读不了 ${path}，没有它就打不开各公众号的密钥。请把它交给运行快回的用户。`,
  };
}

function damaged(path: string): Sentence {
  return {
    en: `${path} is damaged: each line must hold one key. Restore it from a backup; without one, move it away and run: ${commandLine('secret rotate --lost')}`,
    zh: `${path} 已损坏：每行应是一把密钥。请从备份恢复；没有备份就把它移走，再运行：${commandLine('secret rotate --lost')}`,
  };
}

function notCreated(path: string): Sentence {
  return {
    en: `${path} cannot be created on this disk. Set KUAIHUI_SECRET in .env instead.`,
    zh: `这个磁盘上建不了 ${path}。请改在 .env 里设置 KUAIHUI_SECRET。`,
  };
}
