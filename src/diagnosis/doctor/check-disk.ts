import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Finding } from '../finding.ts';
import { doctorTexts as texts } from './doctor-texts.ts';

const WARN_BELOW = 1024 ** 3;
const FAULT_BELOW = 100 * 1024 ** 2;

/** Looks how much room the disk has that holds, or would hold, the data folder. */
export async function checkDisk(dataDir: string): Promise<Finding> {
  const folder = resolve(dataDir);
  return judgeRoom(folder, await roomAt(folder));
}

/** Judges the free bytes of a folder. */
export function judgeRoom(folder: string, free: number): Finding {
  const name = 'disk';
  const sentence = texts.room(folder, free);
  if (free >= WARN_BELOW) return { name, state: 'ok', sentence };
  const state = free < FAULT_BELOW ? 'fault' : 'warning';
  return { name, state, sentence, remedy: texts.makeRoom() };
}

async function roomAt(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' || dirname(folder) === folder) throw error;
    return roomAt(dirname(folder));
  }
}
