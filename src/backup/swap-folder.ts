import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { BackupError } from './backup-error.ts';
import { backupTexts as texts } from './backup-texts.ts';
import { DATABASE } from './manifest.ts';

/** What the system says of a folder that is a volume of its own on the same disk. */
const NOT_MOVABLE = ['EBUSY', 'EXDEV', 'EACCES', 'EPERM'];

/** Returns the folder in which the one is made that will take the place of `place`: beside it, or in it where it is a volume. */
function chooseStage(place: string): string {
  return existsSync(place) && isVolume(place) ? place : dirname(place);
}

/**
 * Puts a folder in the place of another one on the same disk: by one rename, or file by file where the place is a volume
 * and the folder in it. Returns where what was there is now, if there was anything. Throws BackupError, and nothing is changed then.
 */
export function swapFolder(folder: string, place: string, now: number): string | undefined {
  const name = `before-${new Date(now).toISOString().replace(/\D/g, '').slice(0, 14)}`;
  return dirname(folder) === place
    ? swapFiles(folder, place, findFree(join(place, name)))
    : swapWhole(folder, place, findFree(`${place}.${name}`));
}

/** Two restores may end within one second. */
function findFree(path: string): string {
  for (let n = 1; ; n += 1) {
    const candidate = n === 1 ? path : `${path}-${n}`;
    if (!existsSync(candidate)) return candidate;
  }
}

function swapWhole(folder: string, place: string, before: string): string | undefined {
  const hasFiles = existsSync(place) && readdirSync(place).length > 0;
  try {
    if (hasFiles) renameSync(place, before);
    else if (existsSync(place)) rmdirSync(place);
  } catch (cause) {
    if (!NOT_MOVABLE.includes(String((cause as NodeJS.ErrnoException).code))) throw cause;
    throw new BackupError(texts.notMovable(place), { cause });
  }
  try {
    renameSync(folder, place);
  } catch (error) {
    if (hasFiles) renameSync(before, place);
    throw error;
  }
  return hasFiles ? before : undefined;
}

function swapFiles(folder: string, place: string, before: string): string | undefined {
  const old = readdirSync(place).filter(
    (name) => name !== basename(folder) && !name.startsWith('before-'),
  );
  if (old.length > 0) mkdirSync(before, { mode: 0o700 });
  // The database goes first and comes last: a place that has one is whole.
  for (const name of databaseFirst(old)) renameSync(join(place, name), join(before, name));
  for (const name of databaseFirst(readdirSync(folder)).reverse())
    renameSync(join(folder, name), join(place, name));
  return old.length > 0 ? before : undefined;
}

function databaseFirst(names: readonly string[]): string[] {
  return [...names].sort((a, b) => Number(b === DATABASE) - Number(a === DATABASE));
}

/** Returns how the folders begin in which a place is restored. */
export function stagePrefix(place: string): string {
  return join(chooseStage(place), `.${basename(place)}.restore-`);
}

/** Returns the folder of a restore into a place that broke off, or goes on; undefined where the place has its database. */
export function findBrokenRestore(place: string): string | undefined {
  if (existsSync(join(place, DATABASE))) return undefined;
  const prefix = stagePrefix(place);
  const folder = dirname(prefix);
  const found = existsSync(folder) ? readdirSync(folder) : [];
  const name = found.find((one) => one.startsWith(basename(prefix)));
  return name === undefined ? undefined : join(folder, name);
}

/** Tells that a folder is on another disk than the folder that holds it, or that nothing may be written there. */
function isVolume(place: string): boolean {
  const parent = dirname(place);
  try {
    accessSync(parent, constants.W_OK);
  } catch {
    return true;
  }
  return statSync(place).dev !== statSync(parent).dev;
}
